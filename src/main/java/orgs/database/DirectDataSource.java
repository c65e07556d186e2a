package orgs.database;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;
import orgs.config.UnixSockets;

/**
 * Asks the driver itself. The driver's own way leads through {@link java.sql.DriverManager}, which
 * takes a tenth of a command's time to look for other drivers and to prepare messages for a log.
 * And it can't lead to Unix sockets.
 */
class DirectDataSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  /** Poolers refuse some settings in the first message, which the driver else makes later. */
  private static final String PROTOCOL_VIOLATION = "08P01";

  /** Stands in URLs for what isn't looked up. */
  private static final String[] NO_HOST = {"unix.invalid"};

  private transient HostSpec unresolved;

  /**
   * Says where the server is.
   *
   * @param address its IP address, or empty where the name has to be looked up
   */
  final void setServer(String host, int port, String address) {
    if (address.isEmpty()) {
      setServerNames(new String[] {host});
      setPortNumbers(new int[] {port});
    } else {
      setUnresolved(host, port);
      setSocketFactoryArg(address);
    }
  }

  /**
   * Says in which directory the server's Unix socket is.
   *
   * @param requiredPeer as whom the server has to run, or null
   */
  final void setUnixSocket(String folder, int port, String requiredPeer) {
    setUnresolved(folder, port);
    setSocketFactory(UnixSocketFactory.class.getName());
    setSocketFactoryArg(requiredPeer);
    // As libpq has it, whatever is asked for.
    setSslMode("disable");
  }

  private void setUnresolved(String host, int port) {
    unresolved = new Unresolved(host, port);
    setServerNames(NO_HOST);
  }

  /** Leads to the server that another source with the same settings leads to. */
  final void setServer(InetSocketAddress server) {
    if (getSocketFactoryArg() != null || UnixSockets.isFolder(server.getHostString())) {
      setUnresolved(server.getHostString(), server.getPort());
    } else {
      setServer(server.getHostString(), server.getPort(), "");
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Properties login = new Properties();
    PGProperty.USER.set(login, user);
    PGProperty.PASSWORD.set(login, password);
    try {
      return connect(login);
    } catch (SQLException e) {
      if (!PROTOCOL_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      setAssumeMinServerVersion(null);
      return connect(login);
    }
  }

  private Connection connect(Properties login) throws SQLException {
    return unresolved == null
        ? new Driver().connect(getUrl(), login)
        : new PgConnection(new HostSpec[] {unresolved}, Driver.parseURL(getUrl(), login), getUrl());
  }

  /** A host whose name is not to be looked up. */
  private static final class Unresolved extends HostSpec {
    Unresolved(String name, int port) {
      super(name, port);
    }

    @Override
    public Boolean shouldResolve() {
      return false;
    }
  }
}
