package orgs.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import orgs.database.Database;
import orgs.store.Store;
import org.postgresql.PGConnection;

/** The one connection of a process: opened when it is first needed, shared by a script's lines. */
final class Connections implements AutoCloseable {

  private final Database database;
  private final Echo echo;
  private volatile Connection current;
  private Store store;

  Connections(Database database, Echo echo) {
    this.database = database;
    this.echo = echo;
  }

  Database database() {
    return database;
  }

  /** Tells the log of a statement that isn't the store's. */
  void echo(String sql) {
    echo.statement(sql, List.of());
  }

  /** Whether the statements are shown from here on. */
  void echo(boolean shown) {
    echo.enable(shown);
  }

  Store store() {
    if (store == null) {
      try {
        store = new Store(this::connect, database.settings().schema(), echo);
      } catch (SQLException e) {
        throw database.failure(e);
      }
    }
    return store;
  }

  private Connection connect() {
    current = database.connectToSchema(sql -> echo.statement(sql, List.of()));
    return current;
  }

  /** Asks the server to stop what it does for this process. For another thread. */
  void cancel() {
    Connection connection = current;
    if (connection != null) {
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
      } catch (SQLException e) {
        // The server notices that this process is gone when it next sends a row.
        current = null;
      }
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
      store = null;
    }
    current = null;
  }
}
