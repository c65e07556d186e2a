package orgs.cli.command.db;

import java.sql.Connection;
import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.database.Database;
import orgs.database.admin.Grants;

public final class DbMigrateCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> grantTo;
  private final Arg<Grants.Access> access;

  public DbMigrateCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Create the schema, or migrate it to the version that this orgs needs.",
            "A server's schema belongs to whoever migrates it. --grant-to lets another role work"
                + " with it: with every command but those of orgs db that change the schema.")
        .exitCodes("8:The schema was made by a newer orgs, or by something else.")
        .examples("orgs db migrate", "orgs db migrate --schema trial --echo");
    grantTo = syntax.option("--grant-to", "ROLE", "Give this role the rights that commands need.");
    access =
        syntax
            .choice(
                "--access",
                "ACCESS",
                Grants.Access.class,
                "With --grant-to: what the role may do, as a reader or a writer. Default: writer.")
            .setDefault(Grants.Access.writer);
  }

  @Override
  public Integer call() {
    if (access.isGiven() && !grantTo.isGiven()) {
      throw CliException.usage("--access needs --grant-to", null);
    }
    String schema = context.connection().database().settings().schema();
    int applied =
        SchemaWork.on(
            context,
            (database, store) -> store.transactionOn(connection -> migrate(database, connection)));
    context
        .messages()
        .say(
            "schema "
                + schema
                + (applied == 0
                    ? " is up to date"
                    : " was migrated; migrations applied: " + applied));
    if (grantTo.isGiven()) {
      context.messages().say("role " + grantTo.value() + " may " + what());
    }
    return ExitCode.OK;
  }

  private int migrate(Database database, Connection connection) {
    int applied = database.migrate(connection);
    if (grantTo.isGiven()) {
      new Grants(database, connection, grantTo.value()).give(access.value());
    }
    return applied;
  }

  private String what() {
    return access.value() == Grants.Access.reader ? "read" : "read and write";
  }
}
