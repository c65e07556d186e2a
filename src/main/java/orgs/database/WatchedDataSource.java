package orgs.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Gives up what waits for a server that is no longer there. */
final class WatchedDataSource extends DirectDataSource {
  private static final long serialVersionUID = 1;

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    // Of each answer until the login is complete; a server may accept and then say nothing.
    setSocketTimeout(getConnectTimeout());
    Connection connection = super.getConnection(user, password);
    connection.setNetworkTimeout(null, 0);
    WatchedSocket socket = WatchedSocketFactory.takeNewest();
    ServerWatch.begin(
        socket, new SessionProbe(() -> sourceOf(socket), connection.unwrap(PGConnection.class)));
    return connection;
  }

  /** Leads to the one server that the socket leads to. */
  private DirectDataSource sourceOf(WatchedSocket socket) {
    DirectDataSource source = new DirectDataSource();
    try {
      source.initializeFrom(this);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    source.setServer(socket.server());
    return source;
  }
}
