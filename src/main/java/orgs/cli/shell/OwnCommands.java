package orgs.cli.shell;

import java.util.Set;
import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import picocli.CommandLine;

/** The commands that only the shell has. Each leaves a request, which the shell does afterwards. */
final class OwnCommands {

  /** The request of the last command. */
  enum Request {
    NOTHING,
    BEGIN,
    COMMIT,
    ROLLBACK,
    EXIT
  }

  private static final Set<String> CONNECTIONLESS =
      Set.of("commit", "rollback", "echo", "exit", "quit", "help");

  enum Switch {
    on,
    off
  }

  private final Context context;
  private TransactionState transaction = TransactionState.NONE;
  private Request request = Request.NOTHING;

  /**
   * Adds these commands to the others.
   *
   * @param context the context of the commands
   */
  OwnCommands(Context context, CommandLine commands) {
    this.context = context;
    add(commands, "begin", this::begin, "Open a transaction for the commands that follow.");
    add(
        commands,
        "commit",
        () -> end(Request.COMMIT),
        "Make the changes of the open transaction permanent.");
    add(
        commands,
        "rollback",
        () -> end(Request.ROLLBACK),
        "Undo the changes of the open transaction.");
    addEcho(commands);
    add(
        commands,
        "exit",
        () -> request = Request.EXIT,
        "End the shell, as Ctrl-D does; an open transaction is undone.",
        "quit");
    // A setting only reaches the commands that exist when it is made.
    commands.setHelpFactory(commands.getHelpFactory());
  }

  /** Whether this command needs no server, and is allowed in a failed transaction. */
  static boolean isConnectionless(String text) {
    return CONNECTIONLESS.contains(text.split("[ \t]", 2)[0]) || text.contains("--help");
  }

  /** Begins another command. */
  void expect(TransactionState newTransaction) {
    transaction = newTransaction;
    request = Request.NOTHING;
  }

  Request request() {
    return request;
  }

  private void begin() {
    if (transaction != TransactionState.NONE) {
      throw CliException.usage("a transaction is open already", "commit or rollback ends it");
    }
    request = Request.BEGIN;
  }

  private void end(Request how) {
    if (transaction == TransactionState.NONE) {
      throw CliException.usage("no transaction is open", "begin opens one");
    }
    request = how;
  }

  private void addEcho(CommandLine commands) {
    Syntax syntax = new Syntax();
    Arg<Switch> value = syntax.choiceParameter("WHETHER", Switch.class, "on or off.");
    add(
        commands,
        syntax,
        "echo",
        () -> context.globals().echo.setDefault(value.value() == Switch.on),
        "Show every SQL statement from here on, or show them no more.");
  }

  private static void add(
      CommandLine commands, String name, Runnable action, String description, String... aliases) {
    add(commands, new Syntax(), name, action, description, aliases);
  }

  private static void add(
      CommandLine commands,
      Syntax syntax,
      String name,
      Runnable action,
      String description,
      String... aliases) {
    Callable<Integer> command =
        () -> {
          action.run();
          return ExitCode.OK;
        };
    commands.addSubcommand(
        syntax.name(name, aliases).description(description).commandLine(command));
  }
}
