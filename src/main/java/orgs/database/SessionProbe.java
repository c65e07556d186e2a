package orgs.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks a server, over a connection of its own, what one of its sessions does. */
final class SessionProbe implements ServerWatch.Probe {

  /** How long it may take to connect, and the answer again. */
  static final int SECONDS = 4;

  /**
   * A session of a cluster that waits for another node looks like one that waits for its client, so
   * that what is active is at work there.
   */
  private static final String SQL =
      "SELECT wait_event_type = 'Client' AND to_regclass('pg_catalog.pg_dist_partition') IS NULL"
          + " OR state LIKE 'idle%'"
          + " FROM pg_stat_activity WHERE pid = ? AND usename = current_user";

  private final DirectDataSource source;
  private final int pid;

  /**
   * Asks nothing yet.
   *
   * @param source leads to this server; it is changed
   * @param pid of the session's process; a pooler tells another one, which is then not found
   */
  SessionProbe(DirectDataSource source, int pid) {
    source.setConnectTimeout(SECONDS);
    source.setSocketTimeout(SECONDS);
    this.source = source;
    this.pid = pid;
  }

  @Override
  public boolean isAtWork() {
    try (Connection connection = source.getConnection();
        PreparedStatement query = connection.prepareStatement(SQL)) {
      query.setInt(1, pid);
      try (ResultSet session = query.executeQuery()) {
        return !session.next() || !session.getBoolean(1);
      }
    } catch (SQLException e) {
      // Whoever refuses is there.
      return e.getSQLState() == null || !e.getSQLState().startsWith("08");
    }
  }
}
