package orgs.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.server.LocalServer;

/** Turns settings into the driver's own. */
final class DataSources {

  private static final int DEFAULT_PORT = 5432;

  private static final int CONNECT_SECONDS = 10;

  /** Of a Ctrl-C to a server that may not answer. */
  private static final int CANCEL_SECONDS = 2;

  /** The driver asks two questions less of a server as new as this, which all of ours are. */
  private static final String ASSUMED_SERVER = "13";

  /** Poolers refuse some settings in the first message, which the driver else makes later. */
  private static final String PROTOCOL_VIOLATION = "08P01";

  /** libpq's names of settings, and the driver's of the same. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "connect_timeout", PGProperty.CONNECT_TIMEOUT.getName(),
          "application_name", PGProperty.APPLICATION_NAME.getName(),
          "gssencmode", PGProperty.GSS_ENC_MODE.getName(),
          "channel_binding", "channelBinding",
          "target_session_attrs", PGProperty.TARGET_SERVER_TYPE.getName());

  static {
    SecurityProviders.putLoginFirst();
  }

  private DataSources() {}

  /** The local server: loopback, so without the round trips that ask for encryption. */
  static PGSimpleDataSource of(LocalServer.Address address, ConnectionSettings settings) {
    PGSimpleDataSource source = plain();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    String database = settings.get("dbname");
    source.setDatabaseName(database == null ? address.database() : database);
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setSslMode("disable");
    // Whoever else listens there doesn't get the password by asking for it.
    source.setRequireAuth("scram-sha-256");
    source.setOptions(settings.sessionOptions());
    return source;
  }

  static PGSimpleDataSource of(ConnectionSettings settings) {
    PGSimpleDataSource source = plain();
    String[] hosts = settings.get("host").split(",", -1);
    int[] ports = ports(settings.get("port"), hosts.length);
    String user = or(settings.get("user"), System.getProperty("user.name"));
    String database = or(settings.get("dbname"), user);
    refuseSockets(hosts);
    source.setServerNames(hosts);
    source.setPortNumbers(ports);
    source.setUser(user);
    source.setDatabaseName(database);
    source.setPassword(settings.password(hosts, ports, database, user));
    if (settings.get("sslmode") == null
        && !Arrays.stream(hosts).allMatch(DataSources::isLoopback)) {
      source.setSslMode("verify-full");
      if (settings.get("sslrootcert") == null) {
        // The system's (that is, Java's) certificates; the driver's own default is a file of
        // libpq's.
        source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
      }
    }
    source.setOptions(settings.sessionOptions());
    settings.forEachDriverSetting(
        (name, value) -> set(source, DRIVER_NAMES.getOrDefault(name, name), value));
    return source;
  }

  private static PGSimpleDataSource plain() {
    PGSimpleDataSource source = new DirectDataSource();
    source.setApplicationName("orgs");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setCancelSignalTimeout(CANCEL_SECONDS);
    source.setSocketFactory(WatchedSocketFactory.class.getName());
    source.setGssEncMode("disable");
    // Plans are made for the values at hand: a generic plan of a filter with LIMIT walks the whole
    // organization for a pattern that isn't there.
    source.setPrepareThreshold(0);
    source.setAssumeMinServerVersion(ASSUMED_SERVER);
    return source;
  }

  /**
   * Asks the driver itself. The driver's own way leads through {@link java.sql.DriverManager},
   * which takes a tenth of a command's time to look for other drivers and to prepare messages for a
   * log.
   */
  private static final class DirectDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      Properties login = new Properties();
      PGProperty.USER.set(login, user);
      PGProperty.PASSWORD.set(login, password);
      // Of each answer until the login is complete; a server may accept and then say nothing.
      setSocketTimeout(getConnectTimeout());
      Connection connection;
      try {
        connection = new Driver().connect(getUrl(), login);
      } catch (SQLException e) {
        if (!PROTOCOL_VIOLATION.equals(e.getSQLState())) {
          throw e;
        }
        setAssumeMinServerVersion(null);
        connection = new Driver().connect(getUrl(), login);
      }
      connection.setNetworkTimeout(null, 0);
      watch(connection);
      return connection;
    }

    private void watch(Connection connection) throws SQLException {
      WatchedSocket socket = WatchedSocketFactory.takeNewest();
      int pid = connection.unwrap(PGConnection.class).getBackendPID();
      ServerWatch.begin(socket, () -> new SessionProbe(sourceOf(socket), pid).isAtWork());
    }

    /** Leads to the one server that the socket leads to. */
    private PGSimpleDataSource sourceOf(WatchedSocket socket) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      try {
        source.initializeFrom(this);
      } catch (IOException | ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
      source.setServerNames(new String[] {socket.server().getHostString()});
      source.setPortNumbers(new int[] {socket.server().getPort()});
      source.setTargetServerType(null);
      return source;
    }
  }

  private static void set(PGSimpleDataSource source, String name, String value) {
    try {
      source.setProperty(name, value);
    } catch (SQLException | IllegalArgumentException e) {
      throw usage("connection setting " + name + " has an invalid value: '" + value + "'", e);
    }
  }

  private static int[] ports(String given, int count) {
    int[] ports = new int[count];
    Arrays.fill(ports, DEFAULT_PORT);
    if (given == null) {
      return ports;
    }
    String[] texts = given.split(",", -1);
    try {
      for (int i = 0; i < count; i++) {
        String text = texts[texts.length == 1 ? 0 : i];
        ports[i] = text.isEmpty() ? DEFAULT_PORT : Integer.parseInt(text);
        if (ports[i] < 1 || ports[i] > 65_535) {
          throw new NumberFormatException(text);
        }
      }
      return ports;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw usage("'" + given + "' is not a port", e);
    }
  }

  private static void refuseSockets(String[] hosts) {
    for (String host : hosts) {
      if (host.startsWith("/") || host.startsWith("@")) {
        throw new DatabaseException(
            DatabaseException.Kind.USAGE,
            "'" + host + "' is a Unix socket, which orgs can't use",
            "give a host instead: -h localhost",
            null);
      }
    }
  }

  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.matches("127(\\.\\d+){3}");
  }

  private static String or(String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }

  private static DatabaseException usage(String message, Throwable cause) {
    return new DatabaseException(DatabaseException.Kind.USAGE, message, null, cause);
  }
}
