package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.database.Database;

public final class DbMigrateCommand implements Callable<Integer> {

  private final Context context;

  public DbMigrateCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("migrate")
        .description("Create the schema, or migrate it to the version that this orgs needs.")
        .exitCodes("8:The schema was made by a newer orgs, or by something else.")
        .examples("orgs db migrate", "orgs db migrate --schema trial --echo");
  }

  @Override
  public Integer call() {
    Database database = context.connections().database();
    int applied = database.migrate();
    context.say(
        "schema "
            + database.settings().schema()
            + (applied == 0 ? " is up to date" : " was migrated; migrations applied: " + applied));
    return ExitCode.OK;
  }
}
