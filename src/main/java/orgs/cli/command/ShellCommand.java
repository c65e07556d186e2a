package orgs.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import orgs.cli.console.Console;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.files.IoReason;
import orgs.cli.rows.OutputTarget;
import orgs.cli.session.Context;
import orgs.cli.session.NamedFile;
import orgs.cli.shell.PipedShell;
import orgs.cli.shell.TerminalShell;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;

public final class ShellCommand implements Callable<Integer> {

  private final Context context;
  private final CommandLineFactory commandLines;

  public ShellCommand(Context context, Syntax syntax, CommandLineFactory commandLines) {
    this.context = context;
    this.commandLines = commandLines;
    syntax
        .description(
            "Type commands without orgs before them, over one connection.",
            "With history and completion; a quote that is open continues on the next line, a ; at the"
                + " end of a word ends a command. begin,"
                + " commit and rollback make one transaction of several commands; echo on shows the"
                + " SQL; exit or Ctrl-D ends the shell, Ctrl-C a command. When stdin or stdout is no"
                + " terminal, commands are read from stdin without a prompt, and errors don't stop"
                + " them.")
        .exitCodes(
            "0:On a terminal, whatever the commands did.",
            "1:Not on a terminal: a transaction was still open at the end, and undone.",
            "n:Not on a terminal: the exit code of the first command that failed.")
        .examples("orgs shell", "orgs shell --echo --schema staging");
  }

  @Override
  public Integer call() {
    Console console = context.console();
    boolean typed = console.inTerminal() && console.outTerminal();
    if (!typed) {
      context.files().use(NamedFile.standardInput());
    }
    try (OutputTarget rows = context.rows().output(false)) {
      int code =
          typed
              ? TerminalShell.run(context, context.connection(), commandLines, rows.stream())
              : PipedShell.run(
                  context, context.connection(), commandLines, rows.stream(), console.in());
      if (code != ExitCode.INTERRUPTED) {
        rows.complete();
      }
      return code;
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILURE,
          "can't read the commands: " + IoReason.of(e),
          "what they did until then stays; an open transaction was undone");
    }
  }
}
