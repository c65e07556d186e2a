package orgs.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.session.Context;
import orgs.cli.session.StoreConnection;

/** The shell where nobody types: it reads its commands from a pipe or a file. */
public final class PipedShell {

  private static final String NAME = "stdin";

  private PipedShell() {}

  /**
   * Runs all commands.
   *
   * @param rows where the commands' rows go
   * @return the exit code of the first that failed
   */
  public static int run(
      Context context,
      StoreConnection connections,
      CommandLineFactory commandLines,
      OutputStream rows,
      InputStream in)
      throws IOException {
    context.attempt().spendInput();
    Context commands = context.forScript(connections, rows, true);
    Shell shell = new Shell(context, commands, connections, commandLines, NAME);
    context.signals().setOutcome(null);
    context.signals().cleanup().add(() -> context.messages().say(shell.interruption()));
    return shell.run(new PipedCommands(in));
  }
}
