package orgs.cli.session;

import java.sql.SQLException;
import orgs.database.Database;
import orgs.store.JooqWarmUp;
import orgs.store.Store;

/** The one connection of a process: opened when it is first needed, shared by a script's lines. */
public final class StoreHolder implements AutoCloseable {

  private final Database database;
  private final Echo echo;
  private final JooqWarmUp warmUp;
  private volatile Store store;

  /**
   * Opens nothing yet.
   *
   * @param warmUp what was begun for the store, or null
   */
  public StoreHolder(Database database, Echo echo, JooqWarmUp warmUp) {
    this.warmUp = warmUp;
    this.database = database;
    this.echo = echo;
  }

  public Database database() {
    return database;
  }

  public Echo echo() {
    return echo;
  }

  public Store store() {
    if (store == null) {
      try {
        JooqWarmUp start = warmUp == null ? JooqWarmUp.begin() : warmUp;
        store = start.open(database::connectToSchema, database.settings().schema(), echo);
      } catch (SQLException e) {
        throw database.failure(e);
      }
    }
    return store;
  }

  /**
   * Asks the server to stop what it does for this process. For another thread.
   *
   * @return whether something was being written, and nothing of it will be
   */
  boolean cancel() {
    Store opened = store;
    return opened != null && opened.cancel();
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
