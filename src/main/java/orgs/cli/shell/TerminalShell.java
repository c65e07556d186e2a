package orgs.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.Signals;
import orgs.cli.completion.EditorCompletion;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.session.Context;
import orgs.cli.session.StoreConnection;
import orgs.cli.syntax.ExitCode;
import orgs.store.Store;

/**
 * The shell at a terminal. Ctrl-C ends the running command; where that doesn't help, a second one
 * ends the process as it does elsewhere.
 */
public final class TerminalShell implements CommandSource {

  private static final long AGAIN_MILLIS = 200;

  private final Context context;
  private final ShellTerminal terminal;
  private final Shell shell;
  private final TypedCommands typed;

  /** The thread of the shell, which reads commands and runs them. */
  private final Thread thread = Thread.currentThread();

  /** The JVM's own handler of SIGINT. */
  private final Object ending;

  private final Object lock = new Object();
  private boolean isRunning;

  /** The number of the command. */
  private long running;

  private TerminalShell(
      Context context,
      StoreConnection connections,
      CommandLineFactory commandLines,
      OutputStream rows,
      ShellTerminal terminal,
      Object ending) {
    this.context = context;
    this.terminal = terminal;
    this.ending = ending;
    Context commands =
        context.forTerminal(
            connections, rows, terminal.lines(context.signals()::isInterrupted), terminal);
    this.shell = new Shell(context, commands, connections, commandLines, null);
    this.typed =
        new TypedCommands(
            terminal,
            new EditorCompletion(shell.commands().commandLine(), this::storeForNames),
            context.console().environment());
    terminal.handle(Signal.INT, interruption());
  }

  /**
   * Runs the commands that are typed, until Ctrl-D or {@code exit}.
   *
   * @param rows where the commands' rows go
   * @return the exit code, which doesn't depend on the commands: a person saw what they did
   */
  public static int run(
      Context context,
      StoreConnection connections,
      CommandLineFactory commandLines,
      OutputStream rows)
      throws IOException {
    // Before the first prompt, so that a wrong address is reported at once.
    connections.store();
    Object ending = Signals.register("INT", () -> {});
    try (ShellTerminal terminal =
        ShellTerminal.of(context.console().in(), context.console().environment().get("TERM"))) {
      context.signals().cleanup().add(terminal::restore);
      // Its size and its modes may change between two lines, too.
      terminal.handle(Signal.WINCH, signal -> {});
      terminal.handle(Signal.CONT, signal -> {});
      // As in bash: its default would leave the terminal as it is.
      terminal.handle(Signal.QUIT, signal -> {});
      context.messages().say("--help lists the commands, Tab completes, Ctrl-D ends");
      TerminalShell source =
          new TerminalShell(context, connections, commandLines, rows, terminal, ending);
      source.shell.run(source);
      return ExitCode.OK;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Signals.unregister("INT", ending);
    }
  }

  @Override
  public Entry next(TransactionState transaction) {
    synchronized (lock) {
      isRunning = false;
      running++;
      lock.notifyAll();
    }
    if (context.signals().isInterrupted()) {
      typed.drop();
    }
    Entry entry = typed.next(transaction);
    shell.resume();
    while (!begin()) {
      typed.drop();
      entry = typed.next(transaction);
    }
    // A new one each time: the line editor has put its own in its place, and a signal the JVM's.
    terminal.handle(Signal.INT, interruption());
    return entry;
  }

  /** Returns false if Ctrl-C was pressed after the command was typed: it isn't run. */
  private boolean begin() {
    synchronized (lock) {
      isRunning = !Thread.interrupted();
      return isRunning;
    }
  }

  private SignalHandler interruption() {
    return new SignalHandler() {
      @Override
      public void handle(Signal signal) {
        interrupt();
      }
    };
  }

  private void interrupt() {
    synchronized (lock) {
      if (!isRunning) {
        // As the line editor does it.
        thread.interrupt();
        return;
      }
      Signals.unregister("INT", ending);
      terminal.echoInterruption();
      shell.interrupt();
      cancelAgain(running);
    }
  }

  /** Between two statements the server has nothing to stop, so it is asked until they end. */
  private void cancelAgain(long command) {
    try {
      lock.wait(AGAIN_MILLIS);
      while (isRunning && running == command) {
        shell.connections().cancel();
        lock.wait(AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the store, or null where a query would do harm. */
  private Store storeForNames() {
    StoreConnection connections = shell.connections();
    if (shell.transaction() == TransactionState.FAILED || !connections.isOpen()) {
      return null;
    }
    return connections.unseen();
  }
}
