package orgs.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orgs.cli.console.Console;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import picocli.CommandLine;

/** All commands as they are parsed and documented, on a console that nobody reads. */
final class CommandModel {

  private CommandModel() {}

  /** The root, then every command in the order of the help, each once. */
  static List<CommandLine> commands() {
    return commands(80);
  }

  /** The same on a console of this width. */
  static List<CommandLine> commands(int width) {
    Console console =
        Console.of(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of(),
            "000",
            String.valueOf(width));
    Context context = Context.of(console, null);
    List<CommandLine> commands = new ArrayList<>();
    add(CommandTree.commandLine(context, new Errors(context, () -> false)), commands);
    return commands;
  }

  private static void add(CommandLine command, List<CommandLine> commands) {
    commands.add(command);
    new LinkedHashSet<>(command.getSubcommands().values())
        .forEach(subcommand -> add(subcommand, commands));
  }

  /** The commands that the footer of the help shows, as they would be typed. */
  static Stream<String> examples(CommandLine command) {
    return Arrays.stream(command.getCommandSpec().usageMessage().footer())
        .map(line -> line.replace("%%", "%").strip())
        .filter(line -> line.startsWith("orgs "));
  }

  /** Whether it does something, rather than hold commands that do. */
  static boolean isLeaf(CommandLine command) {
    return command.getSubcommands().isEmpty();
  }
}
