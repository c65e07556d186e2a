package orgs.cli.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.script.CommandText;
import orgs.cli.script.RunningLine;
import orgs.cli.script.Script;
import orgs.cli.session.Context;
import orgs.cli.session.StoreConnection;
import orgs.cli.shell.OwnCommands.Request;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.store.Interruption;

/**
 * Runs commands one after the other, over one connection, in transactions that they begin and end.
 * Errors don't end it; a connection that was lost is opened anew for the next command.
 */
final class Shell {

  /** Longer than this a connection may have been idle without being asked whether it is there. */
  private static final long LONGEST_IDLE_NANOS = 1_000_000_000;

  /** Null at a terminal. */
  private final String name;

  private final Context outer;
  private final Context inner;
  private final StoreConnection connections;
  private final CommandText commands;
  private final OwnCommands own;
  private final RunningLine running;
  private volatile TransactionState transaction = TransactionState.NONE;

  /** Whether a transaction was undone that a signal met. */
  private volatile boolean transactionUndone;

  private int firstFailure = ExitCode.OK;
  private boolean ended;

  /** What the last signal met. */
  private volatile Interruption met = Interruption.NOTHING_WRITTEN;

  /** Whether the connection is to be opened anew. */
  private boolean lost;

  private long lastUsed;

  /**
   * Prepares.
   *
   * @param outer the context of the command that is the shell
   * @param inner the context of the commands
   * @param name of the place that they come from, where its lines are counted; null at a terminal
   */
  Shell(
      Context outer,
      Context inner,
      StoreConnection connections,
      CommandLineFactory commandLines,
      String name) {
    this.name = name;
    this.outer = outer;
    this.inner = inner;
    this.connections = connections;
    this.commands = new CommandText(outer, inner, commandLines, "the shell", false);
    this.own = new OwnCommands(inner, commands.commandLine());
    this.running = new RunningLine(outer.signals()::isInterrupted);
  }

  CommandText commands() {
    return commands;
  }

  StoreConnection connections() {
    return connections;
  }

  TransactionState transaction() {
    return transaction;
  }

  /** Runs all commands and returns the exit code of the first that failed. */
  int run(CommandSource source) throws IOException {
    try {
      while (!ended) {
        step(source);
        if (own.request() == Request.BEGIN) {
          inTransaction(source);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return firstFailure;
  }

  /** How far it came, for a signal that ends it. For another thread. */
  String interruption() {
    // Its COMMIT may be under way.
    running.awaitEnd();
    return transaction == TransactionState.NONE && !transactionUndone
        ? running.interruption(name)
        : "interrupted; the open transaction was undone";
  }

  /** One command. */
  private void step(CommandSource source) {
    own.expect(transaction);
    CommandSource.Entry entry;
    try {
      entry = source.next(transaction);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (entry == null) {
      ended = true;
      return;
    }
    commands.errors().at(name, entry.line());
    int code = running.run(entry.line(), () -> execute(entry));
    ended = own.request() == Request.EXIT || code == ExitCode.INTERRUPTED && name != null;
    found(code);
  }

  private int execute(CommandSource.Entry entry) {
    if (entry.problem() != null) {
      return commands.fail(CliException.usage(entry.problem(), null));
    }
    String text;
    try {
      text = PsqlCommand.translate(entry.text());
    } catch (CliException e) {
      return commands.fail(e);
    }
    if (!OwnCommands.needNoConnection(text)) {
      if (transaction == TransactionState.FAILED) {
        return commands.fail(
            new CliException(
                ExitCode.FAILURE,
                "the transaction has failed; nothing else can be done in it",
                "rollback ends it"));
      }
      int code = reconnect();
      if (code != ExitCode.OK) {
        return code;
      }
    }
    int code = commands.run(text);
    lastUsed = System.nanoTime();
    return code;
  }

  /** What a command, or the end of a transaction, led to. */
  private void found(int code) {
    if (Script.isFailure(code) && firstFailure == ExitCode.OK) {
      firstFailure = code;
    }
    boolean broken = code == ExitCode.UNREACHABLE || code == ExitCode.UNKNOWN_OUTCOME;
    if (broken && connections.isOpen()) {
      connections.close();
      lost = true;
    }
    if (transaction == TransactionState.OPEN
        && !lost
        && (outer.signals().isInterrupted() || connections.store().isTransactionFailed())) {
      transaction = TransactionState.FAILED;
    }
    if (outer.signals().isInterrupted() && name == null) {
      tellInterruption(code);
    }
  }

  /** Another command begins; what was interrupted has ended. */
  void resume() {
    outer.signals().resume();
    inner.signals().resume();
  }

  /** Ends the running command. For another thread. */
  void interrupt() {
    met = outer.signals().interrupt();
  }

  private void tellInterruption(int code) {
    if (transaction == TransactionState.FAILED) {
      outer.messages().sayOfSignal("interrupted; the transaction has failed");
    } else if (code != ExitCode.OK) {
      if (met == Interruption.UNDONE && !connections.hasCommitted()) {
        inner.messages().sayInterrupted();
      } else {
        outer.messages().sayOfSignal("interrupted");
      }
    }
  }

  /** Opens the connection anew where it is known to be lost, or turns out to be. */
  private int reconnect() {
    boolean idle = System.nanoTime() - lastUsed > LONGEST_IDLE_NANOS;
    if (!lost && idle && connections.isOpen() && !connections.store().isAlive()) {
      connections.close();
      lost = true;
      if (transaction != TransactionState.NONE) {
        return commands.fail(
            new CliException(
                ExitCode.UNREACHABLE, "lost the connection to the database", "nothing was done"));
      }
    }
    if (lost) {
      try {
        connections.store();
      } catch (RuntimeException e) {
        return commands.fail(e);
      }
      lost = false;
      outer.messages().say("the connection was lost; connected again");
    }
    return ExitCode.OK;
  }

  private void inTransaction(CommandSource source) {
    transaction = TransactionState.OPEN;
    transactionUndone = true;
    connections.setPartOfTransaction(true);
    int code = ExitCode.OK;
    try {
      inner
          .store()
          .transaction(
              () -> {
                do {
                  step(source);
                } while (!ended && !lost && own.request() == Request.NOTHING);
                if (lost || ended || isToBeUndone()) {
                  throw new Undo();
                }
                return null;
              },
              this::commit);
      outer.messages().say("committed");
    } catch (Undo e) {
      code = undone();
    } catch (RuntimeException e) {
      code = commands.fail(e);
    } finally {
      transactionUndone &= outer.signals().isInterrupted();
      transaction = TransactionState.NONE;
      connections.setPartOfTransaction(false);
      lastUsed = System.nanoTime();
    }
    found(code);
  }

  /** Commits; a signal waits for it. */
  private <T> T commit(String what, Supplier<T> commit) {
    running.hold();
    try {
      T done = commit.get();
      transactionUndone = false;
      transaction = TransactionState.NONE;
      return done;
    } finally {
      running.release();
    }
  }

  private boolean isToBeUndone() {
    return own.request() == Request.ROLLBACK || transaction == TransactionState.FAILED;
  }

  /** Says why the transaction was undone, and returns the exit code of that. */
  private int undone() {
    if (own.request() == Request.ROLLBACK) {
      outer.messages().say("rolled back");
      return ExitCode.OK;
    }
    if (lost) {
      outer.messages().say("the open transaction was lost with it; nothing of it was done");
      return ExitCode.OK;
    }
    if (!ended) {
      return commands.fail(
          new CliException(
              ExitCode.FAILURE, "the transaction had failed; everything in it was undone", null));
    }
    if (outer.signals().isInterrupted()) {
      return ExitCode.INTERRUPTED;
    }
    if (name == null) {
      outer.messages().say("the open transaction was undone");
      return ExitCode.OK;
    }
    return commands.fail(
        new CliException(
            ExitCode.FAILURE,
            "the transaction was open at the end; everything in it was undone",
            "commit makes it permanent"));
  }

  /** Undoes a transaction without being an error of its own. */
  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undo() {
      super(null, null, false, false);
    }
  }
}
