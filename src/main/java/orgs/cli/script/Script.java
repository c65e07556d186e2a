package orgs.cli.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import orgs.cli.console.OutputException;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.error.Errors;
import orgs.cli.rows.OutputTarget;
import orgs.cli.session.Context;
import orgs.cli.session.StoreConnection;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.input.InputRecord;
import orgs.input.RecordReader;
import orgs.input.RecordReaders;
import orgs.store.LoadContext;
import orgs.store.StoreException;

/** Runs the lines of a script as commands, over one connection. */
public final class Script {

  private final Context outer;
  private final Context inner;
  private final CommandText commands;
  private final String name;
  private final RunningLine running;

  /**
   * Prepares to run.
   *
   * @param connections what the lines share
   * @param commandLines makes the one that runs the lines
   * @param name of the script, for messages
   * @param fromStdin whether it is read from standard input
   * @param rows where the lines' rows go
   */
  public Script(
      Context outer,
      StoreConnection connections,
      CommandLineFactory commandLines,
      String name,
      boolean fromStdin,
      OutputStream rows) {
    this.outer = outer;
    this.name = name;
    this.inner = outer.forScript(connections, rows, fromStdin);
    this.running = new RunningLine(outer.signals()::isInterrupted);
    this.commands = new CommandText(outer, inner, commandLines, "a script", true);
  }

  /** Runs all lines, or as far as one fails or a signal comes. */
  public int run(InputStream in, boolean keepGoing) throws IOException {
    RecordReader lines = RecordReaders.ofLines(in);
    int result = ExitCode.OK;
    InputRecord line;
    while ((line = lines.next()) != null) {
      InputRecord next = line;
      int code = running.run(line.line(), () -> runLine(next, keepGoing));
      if (code == ExitCode.INTERRUPTED || isFailure(code) && !keepGoing) {
        return code;
      }
      result = first(result, code);
    }
    return result;
  }

  /** The code of the first failure, or else that of rows which were set aside. */
  private static int first(int former, int code) {
    return isFailure(former) || code == ExitCode.OK ? former : code;
  }

  /** An import did what it was asked for when it set bad lines aside. */
  public static boolean isFailure(int code) {
    return code != ExitCode.OK && code != ExitCode.REJECTS;
  }

  /**
   * Runs all lines; what they did is undone when one fails.
   *
   * @param rows the place that the rows go to, which may hold them back
   * @throws StoreException when the server undid them in favour of another transaction
   */
  public int runInOneTransaction(InputStream in, OutputTarget rows) throws IOException {
    Errors errors = commands.errors();
    errors.holdConflicts();
    try {
      return inner
          .store()
          .transaction(
              () -> {
                int code = run(in, false);
                int sent = isFailure(code) ? code : send(rows);
                if (isFailure(sent)) {
                  throw new Undo(sent);
                }
                return code;
              },
              LoadContext.Phases::silently);
    } catch (Undo undo) {
      if (errors.conflict() != null) {
        throw errors.conflict();
      }
      if (!outer.signals().isInterrupted()) {
        outer.messages().say("everything was undone");
      }
      return undo.code;
    }
  }

  /** Sends the rows that were held back; returns the exit code. What can't be sent is undone. */
  private int send(OutputTarget rows) {
    try {
      rows.release();
      return ExitCode.OK;
    } catch (OutputException e) {
      return commands.fail(e);
    }
  }

  /** Completes the rows, when all lines have run. */
  public void complete(OutputTarget rows) {
    try {
      rows.complete();
    } catch (OutputException e) {
      throw inner.rows().hasChanged() ? e.afterChange() : e;
    }
  }

  /** Waits for the end of the running line and says how far it came. For another thread. */
  public String interruption() {
    return running.interruption(name);
  }

  /** Mostly one command, or several with semicolons between them. */
  private int runLine(InputRecord line, boolean keepGoing) {
    commands.errors().at(name, line.line());
    if (line.problem() != null) {
      return commands.fail(CliException.usage("the line " + line.problem(), null));
    }
    int result = ExitCode.OK;
    for (Iterator<String> texts = ShellWords.commands(line.values()[0]).iterator();
        texts.hasNext(); ) {
      int code = commands.run(texts.next());
      if (isFailure(code) && !keepGoing) {
        return code;
      }
      if (texts.hasNext() && outer.signals().isInterrupted()) {
        return ExitCode.INTERRUPTED;
      }
      result = first(result, code);
    }
    return result;
  }

  /** Undoes a transaction without being an error of its own. */
  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Undo(int code) {
      super(null, null, false, false);
      this.code = code;
    }
  }
}
