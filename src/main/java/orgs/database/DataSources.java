package orgs.database;

import static orgs.config.DatabaseException.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.config.AuthMethods;
import orgs.config.ConnectionSettings;
import orgs.config.UnixSockets;
import orgs.database.socket.WatchedSocketFactory;
import orgs.server.LocalServer;

/** Makes data sources of the driver from settings. */
final class DataSources {

  private static final int DEFAULT_PORT = 5432;

  private static final int CONNECT_SECONDS = 10;

  /** The limit for a cancel request to a server that may not answer. */
  private static final int CANCEL_SECONDS = 2;

  /** The driver asks two questions less of a server of this version; all supported ones have it. */
  private static final String ASSUMED_SERVER = "13";

  /** libpq's names of settings, and the driver's properties for them. */
  private static final Map<String, PGProperty> OF_DRIVER =
      Map.ofEntries(
          Map.entry("application_name", PGProperty.APPLICATION_NAME),
          Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
          Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
          Map.entry("krbsrvname", PGProperty.KERBEROS_SERVER_NAME),
          Map.entry("sslcert", PGProperty.SSL_CERT),
          Map.entry("sslkey", PGProperty.SSL_KEY),
          Map.entry("sslmode", PGProperty.SSL_MODE),
          Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
          Map.entry("sslpassword", PGProperty.SSL_PASSWORD),
          Map.entry("sslrootcert", PGProperty.SSL_ROOT_CERT));

  static {
    SecurityProviders.putLoginFirst();
    // The driver would look for a password by itself, in files that others may have written.
    System.setProperty("org.postgresql.pgpassfile", "/dev/null");
  }

  private DataSources() {}

  /** The local server: loopback, so without the round trips that ask for encryption. */
  static PGSimpleDataSource of(LocalServer.Address address, ConnectionSettings settings) {
    DirectDataSource source = plain();
    source.setServer(address.host(), address.port(), "");
    String database = settings.get("dbname");
    source.setDatabaseName(database == null ? address.database() : database);
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setSslMode("disable");
    // Another program that listens on this port can't ask for the password in clear.
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
    String[] addresses = addresses(settings, hosts.length);
    List<DirectDataSource> ways = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      DirectDataSource way = wayTo(hosts[i], addresses[i], ports[i], settings);
      way.setUser(user);
      way.setDatabaseName(database);
      way.setPassword(password);
      ways.add(way);
    }
    if ("random".equals(settings.get("load_balance_hosts"))) {
      Collections.shuffle(ways);
    }
    TargetSession kind = TargetSession.of(settings.get("target_session_attrs"));
    return ways.size() == 1 && kind == TargetSession.ANY
        ? ways.get(0)
        : new MultiHostDataSource(ways, kind);
  }

  /** The addresses of the hosts: empty where a name has to be looked up. */
  private static String[] addresses(ConnectionSettings settings, int count) {
    String given = settings.get("hostaddr");
    if (given == null || given.isEmpty()) {
      String[] empty = new String[count];
      Arrays.fill(empty, "");
      return empty;
    }
    return given.split(",", -1);
  }

  private static DirectDataSource wayTo(
      String host, String address, int port, ConnectionSettings settings) {
    DirectDataSource source = plain();
    source.setOptions(settings.sessionOptions());
    source.setApplicationName(or(settings.get("fallback_application_name"), "orgs"));
    settings.forEachObeyed(
        (name, value) -> {
          if (OF_DRIVER.containsKey(name)) {
            source.setProperty(OF_DRIVER.get(name), value);
          }
        });
    setTimeout(source, settings.get("connect_timeout"));
    if (isSet(settings, "require_auth")) {
      source.setRequireAuth(AuthMethods.withoutOauth(settings.get("require_auth")));
    }
    Tls.set(source, settings, isElsewhere(host) || !address.isEmpty() && isElsewhere(address));
    if (UnixSockets.isFolder(host) && address.isEmpty()) {
      source.setUnixSocket(host, port, settings.get("requirepeer"));
    } else {
      source.setServer(host, port, address);
    }
    return source;
  }

  /** Sets the limit for connecting; 0 and negative numbers are for no limit. */
  private static void setTimeout(PGSimpleDataSource source, String seconds) {
    if (seconds != null && !seconds.isEmpty()) {
      source.setConnectTimeout(Math.max(0, Integer.parseInt(seconds.strip())));
    }
  }

  private static boolean isSet(ConnectionSettings settings, String name) {
    return !or(settings.get(name), "").isEmpty();
  }

  private static DirectDataSource plain() {
    DirectDataSource source = new WatchedDataSource();
    source.setApplicationName("orgs");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setCancelSignalTimeout(CANCEL_SECONDS);
    source.setSocketFactory(WatchedSocketFactory.class.getName());
    source.setGssEncMode("disable");
    // Plans are made for the actual values: a generic plan of a filter with LIMIT reads the whole
    // organization for a pattern that matches nothing.
    source.setPrepareThreshold(0);
    source.setAssumeMinServerVersion(ASSUMED_SERVER);
    return source;
  }

  static String user(ConnectionSettings settings) {
    return or(settings.get("user"), System.getProperty("user.name"));
  }

  static String database(ConnectionSettings settings) {
    return or(settings.get("dbname"), user(settings));
  }

  /** Whether a server isn't on this machine, so that TLS is the default. */
  static boolean isElsewhere(ConnectionSettings settings) {
    String[] hosts = settings.get("host").split(",", -1);
    String[] addresses = addresses(settings, hosts.length);
    for (int i = 0; i < hosts.length; i++) {
      if (isElsewhere(hosts[i]) || !addresses[i].isEmpty() && isElsewhere(addresses[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isElsewhere(String host) {
    return !UnixSockets.isFolder(host) && !isLoopback(host);
  }

  static int[] ports(String given, int count) {
    int[] ports = new int[count];
    Arrays.fill(ports, DEFAULT_PORT);
    if (given == null) {
      return ports;
    }
    String[] texts = given.split(",", -1);
    if (texts.length > 1 && texts.length != count) {
      throw usage("there are " + count + " hosts and " + texts.length + " ports", null);
    }
    try {
      for (int i = 0; i < count; i++) {
        String text = texts[texts.length == 1 ? 0 : i];
        ports[i] = text.isEmpty() ? DEFAULT_PORT : Integer.parseInt(text);
        if (ports[i] < 1 || ports[i] > 65_535) {
          throw new NumberFormatException(text);
        }
      }
      return ports;
    } catch (NumberFormatException e) {
      throw usage("the port is not a number from 1 to 65535", null, e);
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
}
