package orgs.database;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import orgs.database.socket.ServerWatch;

/** Opens connections whose waits end when the server is no longer there. */
final class WatchedDataSource extends DirectDataSource {
  private static final long serialVersionUID = 1;

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    // The limit holds for each answer until the login is complete: a server may accept and then say
    // nothing.
    setSocketTimeout(getConnectTimeout());
    Connection connection = super.getConnection(user, password);
    connection.setNetworkTimeout(null, 0);
    ServerWatch.begin(connection.unwrap(PGConnection.class), this::sourceOf);
    return connection;
  }

  /** A source with the same settings, for the server at this address. */
  private DirectDataSource sourceOf(InetSocketAddress server) {
    DirectDataSource source = new DirectDataSource();
    try {
      source.initializeFrom(this);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    source.setServer(server);
    return source;
  }
}
