package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.database.Database;

public final class DbDropCommand implements Callable<Integer> {

  private final Context context;
  private final SchemaRemoval removal;

  public DbDropCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("drop")
        .description(
            "Drop the schema with all organizations and members. No other schema is touched.")
        .exitCodes(Usage.NOT_CONFIRMED)
        .examples("orgs db drop --schema trial --yes");
    removal = new SchemaRemoval(syntax);
  }

  @Override
  public Integer call() {
    Database database = context.connections().database();
    removal.run(context, database);
    context.say("schema " + database.settings().schema() + " is gone");
    return ExitCode.OK;
  }
}
