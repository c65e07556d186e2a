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

  /** Whether members are distributed over a cluster. Known once there was a connection. */
  default boolean isDistributed() {
    return false;
  }
}
