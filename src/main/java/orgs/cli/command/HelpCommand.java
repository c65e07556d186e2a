package orgs.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import picocli.CommandLine;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpCommandInitializable2;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows help as {@code --help} does, for people who begin with the word. */
public final class HelpCommand implements Callable<Integer>, IHelpCommandInitializable2 {

  private final Arg<List<String>> words;
  private CommandLine root;
  private ColorScheme colors;
  private PrintWriter out;

  public HelpCommand(Syntax syntax) {
    syntax
        .helps()
        .description("Show the help of a command, or that of orgs.")
        .examples("orgs help", "orgs help members add");
    words = syntax.parameters("COMMAND", "0..*", "The command, such as members add.");
  }

  @Override
  public void init(CommandLine self, ColorScheme scheme, PrintWriter stdout, PrintWriter stderr) {
    root = self.getParent();
    colors = scheme;
    out = stdout;
  }

  @Override
  public Integer call() {
    CommandLine command = root;
    for (String word : words.value()) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(command, List.of(word));
      }
      command = next;
    }
    command.usage(out, colors);
    return ExitCode.OK;
  }
}
