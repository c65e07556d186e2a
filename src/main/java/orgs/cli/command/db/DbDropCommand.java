package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.database.admin.SchemaDropping;

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
    drop(context, confirmation, false);
    return ExitCode.OK;
  }

  /**
   * Asks for confirmation, and drops the schema.
   *
   * @param again whether it is created again, in the same transaction
   */
  static void drop(Context context, Confirmation confirmation, boolean again) {
    String schema = context.connection().database().settings().schema();
    confirmation.ask(context, "drops schema '" + schema + "' with everything in it", schema);
    SchemaWork.on(
        context,
        (database, store) ->
            store.dropSchema(
                connection -> SchemaDropping.requireDroppable(database, connection, again),
                connection -> again ? database.migrate(connection) : 0));
    context.messages().say("schema " + schema + (again ? " is new and empty" : " was dropped"));
  }
}
