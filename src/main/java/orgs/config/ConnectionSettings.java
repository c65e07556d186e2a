package orgs.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Which database to use, and where each part of that answer came from.
 *
 * <p>Precedence: flags, {@code ORGS_DATABASE_URL}, {@code DATABASE_URL}, libpq's service file and
 * variables, {@code config.properties}, the local database. Only a URL, a host or a service names a
 * server. A URL or configuration file that comes after the server was named is left out whole: its
 * user and password belong to another server.
 */
public final class ConnectionSettings {

  /** The schema where nothing names another. */
  public static final String DEFAULT_SCHEMA = "orgs";

  /** The variables that libpq reads, and its names of what they set. */
  public static final Map<String, String> LIBPQ_VARIABLES =
      Map.ofEntries(
          Map.entry("PGHOST", "host"),
          Map.entry("PGPORT", "port"),
          Map.entry("PGDATABASE", "dbname"),
          Map.entry("PGUSER", "user"),
          Map.entry("PGPASSWORD", "password"),
          Map.entry("PGPASSFILE", "passfile"),
          Map.entry("PGSSLMODE", "sslmode"),
          Map.entry("PGSSLROOTCERT", "sslrootcert"),
          Map.entry("PGSSLCERT", "sslcert"),
          Map.entry("PGSSLKEY", "sslkey"),
          Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
          Map.entry("PGAPPNAME", "application_name"),
          Map.entry("PGOPTIONS", "options"),
          Map.entry("PGGSSENCMODE", "gssencmode"),
          Map.entry("PGCHANNELBINDING", "channel_binding"),
          Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
          Map.entry("PGREQUIREPEER", "requirepeer"));

  private static final Set<String> CONFIGURABLE =
      Set.of(
          "url", "host", "port", "dbname", "user", "service", "sslmode", "sslrootcert", "schema");

  private static final Set<String> OWN =
      Set.of(
          "host",
          "port",
          "dbname",
          "user",
          "password",
          "passfile",
          "service",
          "schema",
          "options",
          "requirepeer");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<String> ignored = new ArrayList<>();
  private final Map<String, String> environment;
  private final Patience patience;

  private ConnectionSettings(Map<String, String> environment, Patience patience) {
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * Finds out which database is meant.
   *
   * @throws DatabaseException (USAGE) when what is said can't be understood
   */
  public static ConnectionSettings resolve(ConnectionFlags flags, Map<String, String> environment) {
    ConnectionSettings settings = new ConnectionSettings(environment, flags.patience());
    settings.addFlags(flags);
    settings.addUrl("ORGS_DATABASE_URL");
    settings.addUrl("DATABASE_URL");
    settings.addLibpq();
    settings.addConfiguration();
    if (settings.isLocal()) {
      settings.keepOnlyFlagsForLocal();
    } else {
      settings.fillInHosts();
    }
    settings.putIfAbsent("schema", DEFAULT_SCHEMA, "default");
    settings.checkSchema();
    return settings;
  }

  /** The same settings with another schema. */
  public ConnectionSettings withSchema(String schema) {
    ConnectionSettings copy = new ConnectionSettings(environment, patience);
    copy.values.putAll(values);
    copy.origins.putAll(origins);
    copy.values.put("schema", schema);
    return copy;
  }

  /** Whether nothing names a server, so that the local database is meant. */
  public boolean isLocal() {
    return !values.containsKey("host");
  }

  /**
   * PGPORT and PGDATABASE, where they are set and have no effect, because nothing names a server.
   */
  public List<String> ignored() {
    return List.copyOf(ignored);
  }

  /** The schema, as its name stands in the catalogue (not quoted). */
  public String schema() {
    return values.get("schema");
  }

  /** A setting by libpq's name, or null. */
  public String get(String name) {
    return values.get(name);
  }

  /** How long to wait for a server that is still starting. */
  public Duration waitForServer() {
    return Duration.ofSeconds(patience.seconds() == null ? 0 : patience.seconds());
  }

  /** The session's options as the server takes them ({@code -c name=value}), or null. */
  public String sessionOptions() {
    StringJoiner options = new StringJoiner(" ").setEmptyValue("");
    if (values.containsKey("options")) {
      options.add(values.get("options"));
    }
    if (patience.statement() != null) {
      options.add("-c statement_timeout=" + patience.statement());
    }
    if (patience.lock() != null) {
      options.add("-c lock_timeout=" + patience.lock());
    }
    return options.length() == 0 ? null : options.toString();
  }

  /** Where a setting came from, or null. */
  public String origin(String name) {
    return origins.get(name);
  }

  /** Every setting and where it came from; of secrets just that they are there. */
  public List<Setting> described() {
    List<Setting> described = new ArrayList<>();
    if (isLocal()) {
      described.add(new Setting("host", "the local database", "default"));
    }
    values.forEach(
        (name, value) ->
            described.add(
                new Setting(
                    name,
                    ConnectionParameters.isSecret(name) ? "(not shown)" : value,
                    origins.get(name))));
    return described;
  }

  /** The settings that go to the driver by name, in addition to server, login and database. */
  public void forEachDriverSetting(BiConsumer<String, String> setting) {
    values.forEach(
        (name, value) -> {
          if (!OWN.contains(name)) {
            setting.accept(name, value);
          }
        });
  }

  /**
   * The password for these servers: given, or from the password file; null when there is none.
   *
   * @throws DatabaseException (USAGE) when others can read or change the password file, or it has
   *     different passwords for them: the driver would send one server's to another
   */
  public String password(String[] hosts, int[] ports, String database, String user) {
    if (values.containsKey("password")) {
      return values.get("password");
    }
    String file = values.get("passfile");
    Path path = file != null ? Path.of(file) : Home.ofUser(environment).resolve(".pgpass");
    String first = passwordFrom(path, hosts[0], ports[0], database, user);
    for (int i = 1; i < hosts.length; i++) {
      if (!Objects.equals(first, passwordFrom(path, hosts[i], ports[i], database, user))) {
        throw usage(
            "the password file has different passwords for " + hosts[0] + " and " + hosts[i],
            "name one of them as the host");
      }
    }
    return first;
  }

  private static String passwordFrom(
      Path file, String host, int port, String database, String user) {
    String password = PasswordFile.find(file, host, port, database, user);
    return password == null && UnixSockets.isUsual(host)
        ? PasswordFile.find(file, "localhost", port, database, user)
        : password;
  }

  private void addFlags(ConnectionFlags flags) {
    if (flags.dbname() != null) {
      Map<String, String> named = read(flags.dbname(), "--dbname");
      if (named.keySet().stream().anyMatch(ConnectionParameters::isSecret)) {
        throw usage(
            "a password on the command line can be seen by others",
            "leave it out of --dbname and use PGPASSWORD or ~/.pgpass");
      }
      putAll(named, "--dbname");
    }
    putIfAbsent("host", flags.host(), "--host");
    putIfAbsent("port", flags.port(), "--port");
    putIfAbsent("user", flags.user(), "--username");
    putIfAbsent("service", flags.service(), "--service");
    putIfAbsent("schema", flags.schema(), "--schema");
    putIfAbsent("schema", environment.get("ORGS_SCHEMA"), "ORGS_SCHEMA");
  }

  /** A database's name, a URL, or settings: as psql tells them apart. */
  private static Map<String, String> read(String dbname, String origin) {
    if (ConnectionUrl.isUrl(dbname)) {
      return ConnectionUrl.parse(dbname, origin);
    }
    return dbname.contains("=") ? ConnectionString.parse(dbname, origin) : Map.of("dbname", dbname);
  }

  private boolean namesServer() {
    return values.containsKey("host") || values.containsKey("service");
  }

  private void addUrl(String variable) {
    String url = environment.get(variable);
    if (url != null && !url.isEmpty() && !namesServer()) {
      putAll(ConnectionUrl.parse(url, variable), variable);
    }
  }

  private void addLibpq() {
    if (!values.containsKey("host")) {
      putIfAbsent("service", environment.get("PGSERVICE"), "PGSERVICE");
    }
    addService();
    LIBPQ_VARIABLES.forEach(
        (variable, name) -> {
          String value = environment.get(variable);
          if (value != null && !value.isEmpty()) {
            putIfAbsent(name, value, variable);
          }
        });
  }

  private void addService() {
    String service = values.get("service");
    if (service == null) {
      return;
    }
    String named = environment.get("PGSERVICEFILE");
    Path file =
        named != null ? Path.of(named) : Home.ofUser(environment).resolve(".pg_service.conf");
    if (named == null && !Files.exists(file) && environment.containsKey("PGSYSCONFDIR")) {
      file = Path.of(environment.get("PGSYSCONFDIR"), "pg_service.conf");
    }
    putAll(ServiceFile.read(file, service), "service " + service);
    putIfAbsent("host", "", "default");
  }

  private void addConfiguration() {
    Path folder = Home.xdg(environment, "XDG_CONFIG_HOME", ".config").resolve("orgs");
    Path file = folder.resolve("config.properties");
    if (!Files.exists(file)) {
      return;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new DatabaseException(
          DatabaseException.Kind.USAGE, "can't read " + file + ": " + e.getMessage(), null, e);
    }
    Map<String, String> known = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (!CONFIGURABLE.contains(name)) {
        throw usage(
            "unknown setting '" + name + "' in " + file,
            "the known ones are " + String.join(", ", new TreeSet<>(CONFIGURABLE)));
      }
      known.put(name, properties.getProperty(name));
    }
    String origin = file.toString();
    putIfAbsent("schema", known.remove("schema"), origin);
    if (namesServer()) {
      return;
    }
    if (known.containsKey("url")) {
      Map<String, String> url = ConnectionUrl.parse(known.remove("url"), origin);
      if (url.keySet().stream().anyMatch(ConnectionParameters::isSecret)) {
        throw usage("a password in " + origin + " is not accepted", "use PGPASSWORD or ~/.pgpass");
      }
      putAll(url, origin);
    }
    putAll(known, origin);
    addService();
  }

  /** PGUSER and the like, without a server, are meant for other tools. */
  private void keepOnlyFlagsForLocal() {
    for (String name : new String[] {"port", "dbname"}) {
      if (values.containsKey(name) && origins.get(name).startsWith("PG")) {
        ignored.add(origins.get(name));
      }
    }
    values.keySet().removeIf(name -> !origins.get(name).startsWith("--") && !name.equals("schema"));
    for (String name : new String[] {"port", "user"}) {
      if (values.containsKey(name)) {
        throw usage(origins.get(name) + " needs a server", "give one with --host");
      }
    }
  }

  /** An empty one is this machine, by whichever way there is. */
  private void fillInHosts() {
    String[] hosts = values.get("host").split(",", -1);
    String[] ports = values.getOrDefault("port", "").split(",", -1);
    for (int i = 0; i < hosts.length; i++) {
      if (hosts[i].isEmpty()) {
        hosts[i] = UnixSockets.defaultHost(ports[Math.min(i, ports.length - 1)]);
      }
    }
    values.put("host", String.join(",", hosts));
  }

  private void checkSchema() {
    String schema = schema();
    boolean system = schema.startsWith("pg_") || schema.equals("information_schema");
    // A quote is more than Flyway can take.
    if (schema.isBlank() || schema.indexOf(0) >= 0 || schema.indexOf('"') >= 0 || system) {
      throw usage("'" + schema + "' is not a valid schema name", "give a name such as orgs");
    }
    if (schema.getBytes(StandardCharsets.UTF_8).length > 63) {
      throw usage("the schema's name is longer than 63 bytes", null);
    }
  }

  private void putAll(Map<String, String> from, String origin) {
    from.forEach((name, value) -> putIfAbsent(name, value, origin));
  }

  private void putIfAbsent(String name, String value, String origin) {
    if (value != null && values.putIfAbsent(name, value) == null) {
      origins.put(name, origin);
    }
  }

  private static DatabaseException usage(String message, String hint) {
    return new DatabaseException(DatabaseException.Kind.USAGE, message, hint, null);
  }
}
