package orgs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import orgs.cli.syntax.Usage;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/**
 * Compares docs/reference.md with the commands. With {@code -Dorgs.update-docs} it writes the file
 * instead.
 */
class ReferenceTest {

  private static final Path REFERENCE = Path.of("docs", "reference.md");

  private static final String HEAD =
      """
      # Reference

      Every command with its arguments, options and exit codes. This page is made from the commands themselves, and the
      build compares the two; after a change `./mvnw test -Dtest=ReferenceTest -Dorgs.update-docs` writes it anew.

      `ORG` is an organization's name, or its id written as `id:42`. What follows `--` is never read as an option.
      `orgs COMMAND --help` and `orgs help COMMAND` say the same; `orgs --version` shows the version.
      """;

  @Test
  void matchesCommands() throws IOException {
    String expected = render(CommandModel.commands());
    if (System.getProperty("orgs.update-docs") != null) {
      Files.writeString(REFERENCE, expected);
    }

    assertThat(REFERENCE)
        .as("run: ./mvnw test -Dtest=ReferenceTest -Dorgs.update-docs")
        .content()
        .isEqualTo(expected);
  }

  private static String render(List<CommandLine> commands) {
    StringBuilder text = new StringBuilder(HEAD);
    CommandLine root = commands.get(0);
    section(text, "## Options of every command", options(ofEveryCommand(root)));
    section(text, "## Exit codes", exitCodes(root));
    commands.stream()
        .filter(CommandModel::isLeaf)
        .forEach(command -> text.append(command(command)));
    return text.toString();
  }

  private static String command(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n");
    text.append(String.join(" ", usage.description())).append("\n\n```text\n");
    text.append(command.getHelp().synopsis(0).strip()).append("\n```\n");
    aliases(text, command);
    section(text, "Arguments:", arguments(command));
    section(text, "Options:", options(Usage.own(command.getCommandSpec().options())));
    section(text, "Exit codes:", exitCodes(command));
    text.append("\n```sh\n");
    CommandModel.examples(command).forEach(example -> text.append(example).append('\n'));
    return text.append("```\n").toString();
  }

  private static void aliases(StringBuilder text, CommandLine command) {
    String[] aliases = command.getCommandSpec().aliases();
    if (aliases.length > 0) {
      text.append("\nAlso called `").append(String.join("`, `", aliases)).append("`.\n");
    }
  }

  private static void section(StringBuilder text, String title, String items) {
    if (!items.isEmpty()) {
      text.append('\n').append(title).append("\n\n").append(items);
    }
  }

  private static String arguments(CommandLine command) {
    StringBuilder text = new StringBuilder();
    for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
      text.append(item("`" + argument.paramLabel() + "`", argument.description()));
    }
    return text.toString();
  }

  private static List<OptionSpec> ofEveryCommand(CommandLine root) {
    return root.getCommandSpec().options().stream()
        .filter(option -> option.scopeType() == ScopeType.INHERIT)
        .toList();
  }

  private static String options(List<OptionSpec> options) {
    StringBuilder text = new StringBuilder();
    for (OptionSpec option : options) {
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      String names =
          Arrays.stream(option.names())
              .map(name -> option.negatable() ? name.replaceFirst("^--", "--[no-]") : name)
              .map(name -> "`" + name + (name.startsWith("--") ? label : "") + "`")
              .collect(Collectors.joining(", "));
      text.append(item(names, option.description()));
    }
    return text.toString();
  }

  private static String exitCodes(CommandLine command) {
    StringBuilder text = new StringBuilder();
    Map<String, String> codes = command.getCommandSpec().usageMessage().exitCodeList();
    codes.forEach((code, meaning) -> text.append(item("`" + code + "`", meaning)));
    return text.toString();
  }

  private static String item(String term, String... description) {
    return "- " + term + ": " + String.join(" ", description) + "\n";
  }
}
