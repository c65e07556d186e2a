package orgs.cli;

import java.util.List;
import orgs.cli.completion.CompleteCommand;
import orgs.cli.console.Console;
import orgs.cli.console.OutputException;
import orgs.cli.console.TextOutput;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.store.JooqWarmUp;
import picocli.CommandLine;

/** The command line of one process: arguments in, exit code out. */
public final class Cli {

  private final Console console;
  private volatile SignalHandling running;

  /** Works with these streams and this environment. */
  public Cli(Console console) {
    this.console = console;
  }

  /**
   * Runs a command.
   *
   * @return its exit code, see {@link ExitCode}
   */
  public int run(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals(CompleteCommand.NAME)) {
      return new CompleteCommand(console, CommandTree::commandLine).run(arguments);
    }
    List<String> words = List.of(arguments);
    if (words.equals(List.of("--version"))) {
      // Scripts ask for it first; it needs no model of the commands.
      return printVersion();
    }
    JooqWarmUp warmUp = CommandTable.NAMES.needsStore(words) ? JooqWarmUp.begin() : null;
    try (Context context = Context.of(console, warmUp)) {
      SignalHandling interrupt = new SignalHandling(context);
      running = interrupt;
      Errors errors = new Errors(context, context.signals()::isInterrupted);
      for (int i = 0; i < arguments.length; i++) {
        if (UndecodedBytes.areIn(arguments[i])) {
          return errors.refuse(
              arguments,
              CliException.usage(
                  "argument " + (i + 1) + " is not valid UTF-8",
                  "nothing was done; names and values are UTF-8, whatever the locale"));
        }
      }
      int code = execute(CommandTree.commandLine(context, errors, words), errors, arguments);
      // The exit code is fixed now, whatever signal comes while the context is closed.
      interrupt.ended(code);
      return code;
    }
  }

  private int printVersion() {
    try {
      TextOutput.to(console.out()).println(Version.text());
      return ExitCode.OK;
    } catch (OutputException e) {
      return new Errors(Context.of(console, null), () -> false).unwritten(e);
    }
  }

  /** Runs a command; picocli itself handles exceptions, but no errors of the JVM. */
  private static int execute(CommandLine commandLine, Errors errors, String... arguments) {
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      return errors.refuse(
          arguments,
          new CliException(
              ExitCode.FAILURE,
              "out of memory",
              "ORGS_JAVA_OPTS=-Xmx2g gives it more; list shows what is there"));
    }
  }

  /** Whether the command has changed anything. */
  public boolean hasCommitted() {
    SignalHandling command = running;
    return command != null && command.hasCommitted();
  }

  /**
   * Ends what runs, for a signal: the server stops its query, what was temporary is removed. Takes
   * a few seconds at the most.
   *
   * @return the exit code, or -1 where it is the signal's own: what wasn't committed is undone then
   */
  public int interrupt() {
    SignalHandling command = running;
    return command == null ? SignalHandling.BY_SIGNAL : command.run();
  }
}
