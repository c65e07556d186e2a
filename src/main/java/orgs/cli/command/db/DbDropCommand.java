package orgs.cli.command.db;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.database.Database;
import orgs.store.Store;

public final class DbDropCommand implements Callable<Integer> {

  private final Context context;
  private final Confirmation confirmation;

  public DbDropCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Drop the schema with all organizations and members. No other schema is touched.")
        .exitCodes(Usage.NOT_CONFIRMED)
        .examples("orgs db drop --schema trial --yes");
    confirmation = Confirmation.of(syntax);
  }

  @Override
  public Integer call() {
    Database database = drop(context, confirmation, false);
    context.say("schema " + database.settings().schema() + " was dropped");
    return ExitCode.OK;
  }

  /**
   * Asks for confirmation, drops the schema, and returns the database without it.
   *
   * @param again whether it is to be created again
   */
  static Database drop(Context context, Confirmation confirmation, boolean again) {
    Database database = context.connections().database();
    String schema = database.settings().schema();
    confirmation.ask(context, "drops schema '" + schema + "' with everything in it", schema);
    database.requireDroppable(again);
    try (Store store = new Store(database::connect, schema, context.connections().echo())) {
      context.interruptible(store);
      store.dropSchema();
    } catch (SQLException e) {
      throw database.failure(e);
    }
    return database;
  }
}
