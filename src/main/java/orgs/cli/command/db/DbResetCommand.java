package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.database.Database;

public final class DbResetCommand implements Callable<Integer> {

  private final Context context;
  private final SchemaRemoval removal;

  public DbResetCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("reset")
        .description("Drop the schema with all organizations and members, and create it anew.")
        .exitCodes(Usage.NOT_CONFIRMED)
        .examples("orgs db reset --schema trial --yes");
    removal = new SchemaRemoval(syntax);
  }

  @Override
  public Integer call() {
    Database database = context.connections().database();
    removal.run(context, database);
    database.migrate();
    context.say("schema " + database.settings().schema() + " is new and empty");
    return ExitCode.OK;
  }
}
