package orgs.cli;

import java.sql.SQLException;
import orgs.database.Database;
import orgs.store.HeadStart;
import orgs.store.Store;

/** The one connection of a process: opened when it is first needed, shared by a script's lines. */
final class Connections implements AutoCloseable {

  private final Database database;
  private final Echo echo;
  private final HeadStart headStart;
  private volatile Store store;

  /**
   * Opens nothing yet.
   *
   * @param headStart what was begun for the store, or null
   */
  Connections(Database database, Echo echo, HeadStart headStart) {
    this.headStart = headStart;
    this.database = database;
    this.echo = echo;
  }

  Database database() {
    return database;
  }

  Echo echo() {
    return echo;
  }

  Store store() {
    if (store == null) {
      try {
        HeadStart start = headStart == null ? HeadStart.begin() : headStart;
        store = start.open(database::connectToSchema, database.settings().schema(), echo);
      } catch (SQLException e) {
        throw database.failure(e);
      }
    }
    return store;
  }

  /** Asks the server to stop what it does for this process. For another thread. */
  void cancel() {
    Store opened = store;
    if (opened != null) {
      opened.cancel();
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
