package orgs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orgs.cli.script.ShellWords;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Every command says what it does, how it is called and how it ends; its examples work. */
class HelpTest {

  private static final int WIDTH = 80;

  /** Commands for the local server, which tests don't touch. */
  private static final List<String> LOCAL = List.of("orgs db start", "orgs db stop");

  static Stream<CommandLine> commands() {
    return CommandModel.commands().stream();
  }

  static Stream<String> examples() {
    return commands().flatMap(CommandModel::examples);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isDocumented(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();

    assertThat(String.join(" ", spec.usageMessage().description())).endsWith(".");
    assertThat(CommandModel.examples(command)).isNotEmpty();
    for (ArgSpec argument : spec.args()) {
      assertThat(argument.description())
          .as("%s of %s", argument, spec.qualifiedName())
          .isNotEmpty()
          .allMatch(line -> line.endsWith("."));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsTerminal(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);

    assertThat(help.lines())
        .allMatch(line -> line.length() <= WIDTH)
        .noneMatch(s -> s.isBlank() && !s.isEmpty());
    assertThat(help).contains("--help", "Examples:").doesNotContain("%%", "${", "@|");
  }

  @Test
  void commandsOwnOptionsComeInFullThoseOfAllByName() {
    String help = TestOrgs.unmigrated().ok("members", "count", "--help").out();

    assertThat(help).contains("--prefix=TEXT", "  --format  --output  --quiet");
    assertThat(help).doesNotContain("FORMAT");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleWorks(String example, @TempDir Path folder) {
    List<String> words = new ArrayList<>(ShellWords.split(example));
    int output = words.indexOf("--output") + 1;
    if (output > 0) {
      words.set(output, folder.resolve(words.get(output)).toString());
    }
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    CommandLine parsed = parse(arguments);
    if (LOCAL.contains(example) || readsFile(parsed)) {
      return;
    }
    TestOrgs orgs = TestOrgs.migrated();
    if (!arguments[0].equals("create")) {
      orgs.ok("create", "acme", "--member", "ann", "--member", "bob", "--member", "tmp-1");
      orgs.ok("create", "globex", "--member", "ann");
    }

    Result result = orgs.run(arguments);

    assertThat(result.exit()).as(result.toString()).isZero();
  }

  /** The command that these arguments mean; throws when they can't be. */
  private static CommandLine parse(String... arguments) {
    List<CommandLine> parsed =
        CommandModel.commands().get(0).parseArgs(arguments).asCommandLineList();
    return parsed.get(parsed.size() - 1);
  }

  private static boolean readsFile(CommandLine command) {
    return command.getCommandSpec().positionalParameters().stream()
        .filter(parameter -> parameter.paramLabel().startsWith("FILE"))
        .map(parameter -> Objects.toString(parameter.getValue()))
        .anyMatch(file -> !file.equals("-") && !Path.of(file).toFile().exists());
  }
}
