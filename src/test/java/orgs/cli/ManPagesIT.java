package orgs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The distribution's manual pages. */
class ManPagesIT {

  private static final Path FOLDER =
      Path.of(System.getProperty("orgs.distribution"), "share", "man", "man1");

  static List<CommandLine> commands() {
    return CommandModel.commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasPageWithAllThatItsHelpSays(CommandLine command) throws IOException {
    CommandSpec spec = command.getCommandSpec();

    String page = text(FOLDER.resolve(spec.qualifiedName("-") + ".1"));

    assertThat(page)
        .contains("NAME " + spec.qualifiedName("-") + " - ")
        .contains(said(spec.usageMessage().description()))
        .contains(spec.optionsMap().keySet())
        .contains(CommandModel.examples(command).map(ManPagesIT::said).toList());
    for (OptionSpec option : spec.options()) {
      assertThat(page).contains(option.longestName());
    }
    for (ArgSpec argument : spec.args()) {
      assertThat(page)
          .contains(argument.arity().max() == 0 ? "" : argument.paramLabel())
          .contains(said(argument.description()));
    }
  }

  private static String said(String... lines) {
    return plain(Arrays.stream(lines).map(line -> line.replace("%%", "%")));
  }

  /**
   * The text of a page, without what makes it a page: requests, fonts, ways to write a character.
   */
  private static String text(Path page) throws IOException {
    try (Stream<String> lines = Files.lines(page)) {
      return plain(
          lines
              .filter(line -> !line.matches("[.'].*") || line.startsWith(".SH"))
              .map(
                  line ->
                      line.replaceFirst("^\\.SH ", "")
                          .replaceAll("\\\\f[A-Z]|\\\\\\||\\\\&|\\\\c$", "")
                          .replaceAll("\\\\\\(aq|\\\\\\(cq|\\\\\\*\\(Aq", "'")
                          .replaceAll("\\\\\\(rs", "\\\\")
                          .replace("\\-", "-")
                          .replace("\\.", ".")
                          .replace("--[no-]", "--")));
    }
  }

  private static String plain(Stream<String> lines) {
    return String.join(" ", lines.toList())
        .replaceAll("[\u2018\u2019]", "'")
        .replaceAll("[\"'\u200b]", "")
        .replaceAll("\\s+", " ");
  }
}
