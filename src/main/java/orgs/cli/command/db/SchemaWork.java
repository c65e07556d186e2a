package orgs.cli.command.db;

import java.sql.SQLException;
import java.util.function.BiFunction;
import orgs.cli.session.Context;
import orgs.database.Database;
import orgs.store.Store;

/** Work on the database as it is, whatever is in its schema, which a signal ends like any other. */
final class SchemaWork {

  private SchemaWork() {}

  /** Does work over a connection of its own. */
  static <T> T on(Context context, BiFunction<Database, Store, T> work) {
    Database database = context.connection().database();
    try (Store store =
        new Store(database::connect, database.settings().schema(), context.connection().echo())) {
      context.signals().register(store);
      return work.apply(database, store);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }
}
