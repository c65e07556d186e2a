package orgs.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens connections to the database: one for the work, one more if that is lost during COMMIT, and
 * one beside it for long imports.
 */
@FunctionalInterface
public interface ConnectionSource {

  /**
   * Opens a connection, which then belongs to the caller.
   *
   * @throws SQLException when the server can't be reached or refuses
   */
  Connection connect() throws SQLException;

  /**
   * Opens the connection for the work, and says what is known of the schema.
   *
   * @throws SQLException as {@link #connect}
   */
  default Opened open() throws SQLException {
    return new Opened(connect(), false);
  }

  /**
   * A connection to a schema.
   *
   * @param distributed whether members are distributed over a cluster
   */
  record Opened(Connection connection, boolean distributed) {}
}
