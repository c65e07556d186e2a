package orgs.cli.session;

import java.io.InputStream;
import java.io.OutputStream;
import orgs.cli.console.Console;
import orgs.cli.console.Messages;
import orgs.cli.console.Screen;
import orgs.cli.console.Signals;
import orgs.cli.rows.Paging;
import orgs.cli.rows.RowOutput;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.GlobalOptions;
import orgs.cli.syntax.Syntax;
import orgs.config.ConnectionFlags;
import orgs.config.ConnectionSettings;
import orgs.store.JooqWarmUp;
import orgs.store.Store;

/**
 * The parts that a running command works with. The lines of a script have a context of their own.
 *
 * @param root the syntax of the root, which begins with the options of every command
 * @param inScript whether the commands are lines of a script, or typed into the shell
 */
public record Context(
    Syntax root,
    GlobalOptions globals,
    Console console,
    Signals signals,
    Messages messages,
    StoreConnection connection,
    RowOutput rows,
    Attempt attempt,
    CommandFiles files,
    boolean inScript)
    implements AutoCloseable {

  /**
   * Creates the context of a process's command.
   *
   * @param warmUp what was begun for the store, or null
   */
  public static Context of(Console process, JooqWarmUp warmUp) {
    Syntax root = Syntax.ofRoot();
    GlobalOptions globals = new GlobalOptions(root);
    Signals signals = new Signals();
    Paging paging = new Paging(process, signals.cleanup());
    Console console = paging.console(process);
    Messages messages = new Messages(console, globals, signals);
    StoreConnection connection =
        new StoreConnection(() -> settings(globals, console), console, messages, warmUp);
    signals.register(connection);
    RowOutput rows =
        new RowOutput(console, globals, messages, signals, paging, connection.transaction());
    return new Context(
        root,
        globals,
        console,
        signals,
        messages,
        connection,
        rows,
        new Attempt(rows, null),
        new CommandFiles(console, globals),
        false);
  }

  private Context inner(Console itsConsole, StoreConnection shared, boolean fromStdin) {
    Syntax itsRoot = Syntax.ofRoot();
    GlobalOptions options = new GlobalOptions(itsRoot);
    options.inherit(globals);
    Signals itsSignals = signals.forScript();
    Messages itsMessages = new Messages(itsConsole, options, itsSignals);
    RowOutput itsRows =
        rows.forScript(itsConsole, options, itsMessages, itsSignals, shared.transaction());
    return new Context(
        itsRoot,
        options,
        itsConsole,
        itsSignals,
        itsMessages,
        shared,
        itsRows,
        new Attempt(itsRows, attempt),
        files.forScript(itsConsole, options, fromStdin),
        true);
  }

  /**
   * Creates a context for the lines of a script: they share the connection and the place for rows,
   * and can't ask.
   *
   * @param fromStdin whether the script is read from standard input, which no line can have then
   */
  public Context forScript(StoreConnection shared, OutputStream rowsOfAll, boolean fromStdin) {
    return inner(console.forScript(rowsOfAll, rows.isOnTerminal()), shared, fromStdin);
  }

  /**
   * Creates a context for commands that a person types: they share the connection and the place for
   * rows, and can ask.
   *
   * @param in where answers are read from
   */
  public Context forTerminal(
      StoreConnection shared, OutputStream rowsOfAll, InputStream in, Screen screen) {
    Console typed = console.onTerminal(in, rowsOfAll, rows.isOnTerminal(), screen);
    Context context = inner(typed, shared, false);
    context.globals.noInput.setDefault(globals.noInput.value());
    return context;
  }

  /**
   * The connection, which is opened when its store is first needed.
   *
   * @throws CliException (USAGE) if a line of a script names another one
   */
  @Override
  public StoreConnection connection() {
    if (inScript && !globals.connection().equals(ConnectionFlags.NONE)) {
      throw CliException.usage(
          "the lines of a script share one connection", "give the connection options to orgs run");
    }
    connection.echo().enable(globals.echo.value());
    return connection;
  }

  /** The store at the other end of the connection. */
  public Store store() {
    return connection().store();
  }

  /** The settings of the connection. */
  public ConnectionSettings settings() {
    return settings(globals, console);
  }

  private static ConnectionSettings settings(GlobalOptions globals, Console console) {
    return ConnectionSettings.resolve(globals.connection(), console.environment());
  }

  @Override
  public void close() {
    connection.close();
  }
}
