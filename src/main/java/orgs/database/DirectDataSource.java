package orgs.database;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import orgs.config.UnixSockets;
import orgs.database.socket.UnixSocketFactory;

/**
 * Opens connections by the driver itself. The driver's own way leads through {@link
 * java.sql.DriverManager}, which takes a tenth of a command's time to look for other drivers and to
 * prepare messages for a log. Nor can it lead to Unix sockets.
 */
class DirectDataSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  /** Poolers refuse some settings in the first message, which are otherwise made later. */
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
    // libpq never uses TLS there, whatever is asked for.
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
    String options = getOptions();
    setOptions(FixedPathConnection.withPath(options));
    try {
      return connect(login);
    } catch (SQLException e) {
      requireRefusedSetting(e);
    } finally {
      setOptions(options);
    }
    try {
      return connect(login);
    } catch (SQLException e) {
      requireRefusedSetting(e);
    }
    // The driver makes its own settings by statements then, which a busy pooler lets wait.
    setAssumeMinServerVersion(null);
    return connect(login);
  }

  private static void requireRefusedSetting(SQLException e) throws SQLException {
    if (!PROTOCOL_VIOLATION.equals(e.getSQLState())) {
      throw e;
    }
  }

  private Connection connect(Properties login) throws SQLException {
    Properties settings = Driver.parseURL(getUrl(), login);
    try {
      return new FixedPathConnection(
          unresolved == null ? hosts(settings) : new HostSpec[] {unresolved}, settings, getUrl());
    } catch (RuntimeException e) {
      // As the driver does, for whatever a server may answer.
      throw new PSQLException("the driver failed: " + e, PSQLState.UNEXPECTED_ERROR, e);
    }
  }

  private static HostSpec[] hosts(Properties settings) {
    String[] names = PGProperty.PG_HOST.getOrDefault(settings).split(",");
    String[] ports = PGProperty.PG_PORT.getOrDefault(settings).split(",");
    HostSpec[] hosts = new HostSpec[names.length];
    for (int i = 0; i < names.length; i++) {
      hosts[i] = new HostSpec(names[i], Integer.parseInt(ports[i]));
    }
    return hosts;
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
