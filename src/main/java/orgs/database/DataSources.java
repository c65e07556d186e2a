package orgs.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.config.UnixSockets;
import orgs.server.LocalServer;

/** Turns settings into the driver's own. */
final class DataSources {

  /** libpq's name for the certificates of the system, in place of a file's. */
  static final String SYSTEM_CERTIFICATES = "system";

  private static final int DEFAULT_PORT = 5432;

  private static final int CONNECT_SECONDS = 10;

  /** Of a Ctrl-C to a server that may not answer. */
  private static final int CANCEL_SECONDS = 2;

  /** The driver asks two questions less of a server as new as this, which all of ours are. */
  private static final String ASSUMED_SERVER = "13";

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
    DirectDataSource source = plain();
    source.setServers(new String[] {address.host()}, new int[] {address.port()});
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
    String[] hosts = settings.get("host").split(",", -1);
    int[] ports = ports(settings.get("port"), hosts.length);
    for (int i = 0; i < hosts.length; i++) {
      UnixSockets.check(hosts[i], ports[i]);
    }
    String user = user(settings);
    String database = database(settings);
    String password = settings.password(hosts, ports, database, user);
    List<DirectDataSource> ways = new ArrayList<>();
    for (String type : serverTypes(settings, hosts)) {
      for (int from = 0, to; from < hosts.length; from = to) {
        to = endOfKind(hosts, from);
        DirectDataSource way =
            wayTo(
                Arrays.copyOfRange(hosts, from, to),
                Arrays.copyOfRange(ports, from, to),
                type,
                settings);
        way.setUser(user);
        way.setDatabaseName(database);
        way.setPassword(password);
        ways.add(way);
      }
    }
    return ways.size() == 1 ? ways.get(0) : new SeveralServers(ways);
  }

  /** One way, unless there are Unix sockets and others: TLS is for the others alone. */
  private static int endOfKind(String[] hosts, int from) {
    int to = from + 1;
    while (to < hosts.length
        && UnixSockets.isFolder(hosts[to]) == UnixSockets.isFolder(hosts[from])) {
      to++;
    }
    return to;
  }

  /** What is asked of a server; what is preferred is tried on every way before what will do. */
  private static List<String> serverTypes(ConnectionSettings settings, String[] hosts) {
    String type = settings.get("target_session_attrs");
    return type != null && type.startsWith("prefer") && endOfKind(hosts, 0) < hosts.length
        ? List.of(type.substring("prefer".length()).toLowerCase(Locale.ROOT), "any")
        : Collections.singletonList(type);
  }

  private static DirectDataSource wayTo(
      String[] hosts, int[] ports, String type, ConnectionSettings settings) {
    DirectDataSource source = plain();
    if (settings.get("sslmode") == null && isElsewhere(hosts)) {
      source.setSslMode("verify-full");
      if (settings.get("sslrootcert") == null) {
        trustSystem(source);
      }
    }
    source.setOptions(settings.sessionOptions());
    settings.forEachDriverSetting(
        (name, value) -> {
          if (name.equals("sslrootcert") && value.equals(SYSTEM_CERTIFICATES)) {
            trustSystem(source);
          } else {
            set(source, DRIVER_NAMES.getOrDefault(name, name), value);
          }
        });
    source.setTargetServerType(type);
    source.setServers(hosts, ports);
    source.setSocketFactoryArg(settings.get("requirepeer"));
    return source;
  }

  /** The system's certificates are Java's; the driver's own default is a file of libpq's. */
  private static void trustSystem(PGSimpleDataSource source) {
    source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
  }

  private static DirectDataSource plain() {
    DirectDataSource source = new WatchedDataSource();
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

  private static void set(PGSimpleDataSource source, String name, String value) {
    try {
      source.setProperty(name, value);
    } catch (SQLException | IllegalArgumentException e) {
      throw usage("connection setting " + name + " has an invalid value: '" + value + "'", e);
    }
  }

  static String user(ConnectionSettings settings) {
    return or(settings.get("user"), System.getProperty("user.name"));
  }

  static String database(ConnectionSettings settings) {
    return or(settings.get("dbname"), user(settings));
  }

  /** Whether one of these isn't on this machine, so that what isn't said about TLS is asked for. */
  static boolean isElsewhere(String[] hosts) {
    return !Arrays.stream(hosts).allMatch(host -> UnixSockets.isFolder(host) || isLoopback(host));
  }

  static int[] ports(String given, int count) {
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
