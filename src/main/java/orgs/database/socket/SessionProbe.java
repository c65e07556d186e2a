package orgs.database.socket;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Asks a server, over a connection of its own, what one of its sessions does.
 *
 * <p>A session that isn't found has ended, where it is certain that the server had it: no pooler is
 * in between, which would report a process id of its own making, and the server that is asked is
 * the one that had the session, not a replica beside it.
 */
final class SessionProbe {

  /** How many seconds connecting may take, and as many again the answer. */
  static final int SECONDS = 4;

  /**
   * A session of a cluster that waits for another node looks like one that waits for its client.
   * Therefore an active session counts as being at work there.
   */
  private static final String SQL =
      "SELECT pid IS NOT NULL,"
          + " coalesce(wait_event_type = 'Client' AND NOT cluster OR state LIKE 'idle%', false),"
          + " pg_backend_pid(), NOT pg_is_in_recovery(), cluster"
          + " FROM (SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL AS cluster) AS c"
          + " LEFT JOIN pg_stat_activity ON pid = ? AND usename = current_user";

  private final Function<InetSocketAddress, PGSimpleDataSource> way;
  private final WatchedSocket socket;
  private final int pid;
  private final boolean ofPrimary;

  /** Whether the session was found before, so that the server asked is one that knows it. */
  private boolean found;

  /** Null until the first question; most commands end before it. */
  private PGSimpleDataSource source;

  /**
   * Asks nothing yet.
   *
   * @param way gives a data source that leads to the server at an address; the source is changed
   * @param socket the session's
   * @param session the session that the server is asked about
   */
  SessionProbe(
      Function<InetSocketAddress, PGSimpleDataSource> way,
      WatchedSocket socket,
      PGConnection session) {
    this.way = way;
    this.socket = socket;
    this.pid = session.getBackendPID();
    this.ofPrimary = "off".equals(session.getParameterStatus("in_hot_standby"));
  }

  /**
   * Whether the session is at work, as far as can be found out: not when the server doesn't answer,
   * and not when the session itself waits for its client.
   */
  boolean isAtWork() {
    if (source == null) {
      source = way.apply(socket.server());
      source.setConnectTimeout(SECONDS);
      source.setSocketTimeout(SECONDS);
    }
    Connection opened = null;
    try (Connection connection = source.getConnection()) {
      opened = connection;
      return isAtWork(connection);
    } catch (SQLException e) {
      // A server that refuses is there; one that accepts the login and doesn't answer is a pooler
      // without a free connection.
      return opened != null || e.getSQLState() == null || !e.getSQLState().startsWith("08");
    }
  }

  private boolean isAtWork(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SQL)) {
      query.setInt(1, pid);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        boolean direct = row.getInt(3) == connection.unwrap(PGConnection.class).getBackendPID();
        if (row.getBoolean(1)) {
          found |= direct;
          return !row.getBoolean(2);
        }
        boolean onlyOne = ofPrimary && row.getBoolean(4);
        return !direct || !found && !(onlyOne && (!row.getBoolean(5) || coordinates(connection)));
      }
    }
  }

  /** Whether the server is the coordinator of a cluster, which has all sessions of commands. */
  private static boolean coordinates(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT groupid = 0 FROM pg_catalog.pg_dist_local_group")) {
      return row.next() && row.getBoolean(1);
    }
  }
}
