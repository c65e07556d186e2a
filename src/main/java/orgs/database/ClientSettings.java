package orgs.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.config.ConnectionSettings;
import orgs.database.sql.Statements;
import orgs.server.LocalServer;

/** The settings with which another program reaches the same database, by libpq's names. */
public final class ClientSettings {

  /** The settings before the question mark of a URL. */
  private static final Set<String> ADDRESS = Set.of("host", "port", "user", "dbname");

  /** Secrets, and settings that have been replaced by others. */
  private static final Set<String> NOT_SHOWN = Set.of("password", "sslpassword", "service");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final String password;

  private ClientSettings(
      String host,
      int[] ports,
      String user,
      String database,
      ConnectionSettings settings,
      String password) {
    this.password = password;
    values.put("host", host);
    values.put(
        "port", Arrays.stream(ports).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    values.put("user", user);
    values.put("dbname", database);
    String options = settings.sessionOptions();
    values.put("options", (options == null ? "" : options + " ") + searchPath(settings.schema()));
  }

  static ClientSettings of(ConnectionSettings settings) {
    String host = settings.get("host");
    String[] hosts = host.split(",", -1);
    int[] ports = DataSources.ports(settings.get("port"), hosts.length);
    String user = DataSources.user(settings);
    String database = DataSources.database(settings);
    ClientSettings client =
        new ClientSettings(
            host, ports, user, database, settings, settings.password(hosts, ports, database, user));
    settings.forEachObeyed(client.values::putIfAbsent);
    client.values.keySet().removeAll(NOT_SHOWN);
    if (settings.get("passfile") != null) {
      client.values.put("passfile", Path.of(settings.get("passfile")).toAbsolutePath().toString());
    }
    if (settings.get("sslmode") == null && DataSources.isElsewhere(settings)) {
      // Our own default. libpq knows the system's certificates by this name since its version 16.
      client.values.put("sslmode", "verify-full");
      client.values.putIfAbsent("sslrootcert", Tls.SYSTEM_CERTIFICATES);
    }
    return client;
  }

  /**
   * The settings of the local server.
   *
   * @param passwordFile where libpq finds the password
   */
  static ClientSettings of(
      LocalServer.Address address, ConnectionSettings settings, Path passwordFile) {
    PGSimpleDataSource source = DataSources.of(address, settings);
    ClientSettings client =
        new ClientSettings(
            address.host(),
            source.getPortNumbers(),
            source.getUser(),
            source.getDatabaseName(),
            settings,
            null);
    client.values.put("sslmode", source.getSslMode());
    client.values.put("passfile", passwordFile.toString());
    return client;
  }

  /** The schema first, and then the one of its extensions. */
  private static String searchPath(String schema) {
    String name = schema.matches("[a-z_][a-z0-9_]*") ? schema : Statements.quoted(schema);
    String path = schema.equals("public") ? name : name + ",public";
    // The server splits options at white space.
    return "-csearch_path=" + path.replaceAll("[\\\\\\s]", "\\\\$0");
  }

  /** A connection URL without the password. */
  public String url() {
    String[] hosts = values.get("host").split(",");
    String[] ports = values.get("port").split(",");
    StringJoiner servers = new StringJoiner(",");
    for (int i = 0; i < hosts.length; i++) {
      String host = hosts[i].indexOf(':') < 0 ? encoded(hosts[i]) : "[" + hosts[i] + "]";
      servers.add(host + ":" + ports[i]);
    }
    StringJoiner parameters = new StringJoiner("&", "?", "");
    values.forEach(
        (name, value) -> {
          if (!ADDRESS.contains(name)) {
            parameters.add(name + "=" + encoded(value).replace("%2F", "/"));
          }
        });
    return "postgresql://"
        + encoded(values.get("user"))
        + "@"
        + servers
        + "/"
        + encoded(values.get("dbname"))
        + parameters;
  }

  /** The environment of a program that uses libpq, the password included, made of that of ours. */
  public Map<String, String> environment(Map<String, String> ours) {
    Map<String, String> environment = new TreeMap<>(ours);
    // Variables that lead elsewhere, or belong to another server.
    environment.keySet().removeAll(Set.of("PGSERVICE", "PGREQUIRESSL"));
    ConnectionSettings.libpqVariables()
        .forEach(
            (variable, name) -> {
              String value = name.equals("password") ? password : values.get(name);
              if (value == null) {
                environment.remove(variable);
              } else {
                environment.put(variable, value);
              }
            });
    return environment;
  }

  /** libpq's file that has the password, or null where none was named. */
  public String passwordFile() {
    return values.get("passfile");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
