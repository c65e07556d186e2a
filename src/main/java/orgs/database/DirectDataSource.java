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

/**
 * Asks the driver itself. The driver's own way leads through {@link java.sql.DriverManager}, which
 * takes a tenth of a command's time to look for other drivers and to prepare messages for a log.
 * And it can't lead to Unix sockets.
 */
class DirectDataSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  /** Poolers refuse some settings in the first message, which are else made later. */
  private static final String PROTOCOL_VIOLATION = "08P01";

  /** Stands in URLs for Unix sockets. The driver would look for its password if it had none. */
  private static final String[] NO_HOST = {"unix.invalid"};

  private transient HostSpec[] sockets;

  /**
   * Says where the servers are.
   *
   * @param hosts names alone, or folders of Unix sockets alone
   */
  final void setServers(String[] hosts, int[] ports) {
    if (!UnixSockets.isFolder(hosts[0])) {
      setServerNames(hosts);
      setPortNumbers(ports);
      return;
    }
    sockets = new HostSpec[hosts.length];
    for (int i = 0; i < hosts.length; i++) {
      sockets[i] = new Folder(hosts[i], ports[i]);
    }
    setServerNames(NO_HOST);
    setSocketFactory(UnixSocketFactory.class.getName());
    // As libpq has it, whatever is asked for.
    setSslMode("disable");
  }

  /** Leads to one server alone. */
  final void setServer(InetSocketAddress server) {
    setServers(new String[] {server.getHostString()}, new int[] {server.getPort()});
    setTargetServerType(null);
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
      if (!PROTOCOL_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      setOptions(options);
      setAssumeMinServerVersion(null);
      return connect(login);
    } finally {
      setOptions(options);
    }
  }

  private Connection connect(Properties login) throws SQLException {
    Properties settings = Driver.parseURL(getUrl(), login);
    try {
      return new FixedPathConnection(
          sockets == null ? hosts(settings) : sockets, settings, getUrl());
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

  /** Of a Unix socket: a host that is not to be looked up. */
  private static final class Folder extends HostSpec {
    Folder(String path, int port) {
      super(path, port);
    }

    @Override
    public Boolean shouldResolve() {
      return false;
    }
  }
}
