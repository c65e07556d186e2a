package orgs.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
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

  private static final String URL = "url";

  private static final String SCHEMA = "schema";

  /** Without a server they would be those of another one than the local database. */
  private static final List<String> OF_A_SERVER = List.of("port", "dbname");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private String namedBy;
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
    Variables.check(environment);
    ConnectionSettings settings = new ConnectionSettings(environment, flags.patience());
    settings.addFlags(flags);
    settings.addUrl("ORGS_DATABASE_URL");
    settings.addUrl("DATABASE_URL");
    settings.addLibpq();
    settings.addConfiguration();
    if (settings.isLocal()) {
      settings.keepOnlyFlagsForLocal();
    } else {
      settings.checkVariables();
      settings.fillInHosts();
      if (settings.isOverNetwork()) {
        new TlsSettings(settings.values, settings.origins, environment).complete();
      }
    }
    settings.putIfAbsent(SCHEMA, DEFAULT_SCHEMA, "default");
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
    return !values.containsKey("host") && !values.containsKey("hostaddr");
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
        (name, value) -> {
          if (hasEffect(name)) {
            String shown = ConnectionParameters.isSecret(name) ? "(not shown)" : value;
            described.add(new Setting(name, shown, origins.get(name)));
          }
        });
    return described;
  }

  /** All settings that have an effect, by libpq's names. */
  public void forEachObeyed(BiConsumer<String, String> setting) {
    values.forEach(
        (name, value) -> {
          if (hasEffect(name) && !value.isEmpty() && !name.equals(SCHEMA)) {
            setting.accept(name, value);
          }
        });
  }

  private static boolean hasEffect(String name) {
    return name.equals(SCHEMA) || Parameter.named(name).effect() != Parameter.Effect.NONE;
  }

  /** libpq's variables for what has an effect, and its names of what they set. */
  public static Map<String, String> libpqVariables() {
    Map<String, String> variables = new TreeMap<>();
    ConnectionParameters.byVariable()
        .forEach(
            (variable, parameter) -> {
              if (parameter.effect() != Parameter.Effect.NONE) {
                variables.put(variable, parameter.libpqName());
              }
            });
    return variables;
  }

  /**
   * Where the local database is; null where a server is named, which needs no directory of ours.
   */
  public Home home() {
    return isLocal() ? Home.of(environment) : null;
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
    Path file = passwordFile();
    if (file == null) {
      return null;
    }
    String first = passwordFrom(file, hosts[0], ports[0], database, user);
    for (int i = 1; i < hosts.length; i++) {
      if (!Objects.equals(first, passwordFrom(file, hosts[i], ports[i], database, user))) {
        throw usage(
            "the password file has different passwords for " + hosts[0] + " and " + hosts[i],
            "name one of them as the host");
      }
    }
    return first;
  }

  private Path passwordFile() {
    String named = values.getOrDefault("passfile", "");
    return named.isEmpty()
        ? Home.inHome(environment, ".pgpass").orElse(null)
        : Home.path("passfile", named);
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
      if (ConnectionUrl.isUrl(flags.dbname())) {
        namedBy = "--dbname";
      }
    }
    putIfAbsent("host", flags.host(), "--host");
    putIfAbsent("port", flags.port(), "--port");
    putIfAbsent("user", flags.user(), "--username");
    putIfAbsent("service", flags.service(), "--service");
    putIfAbsent(SCHEMA, flags.schema(), "--schema");
    putIfAbsent(SCHEMA, environment.get("ORGS_SCHEMA"), "ORGS_SCHEMA");
  }

  /** A database's name, a URL, or settings: as psql tells them apart. */
  private static Map<String, String> read(String dbname, String origin) {
    if (ConnectionUrl.isUrl(dbname)) {
      return ConnectionUrl.parse(dbname, origin);
    }
    return dbname.contains("=") ? ConnectionString.parse(dbname, origin) : Map.of("dbname", dbname);
  }

  /** A URL or a service does, even without a host. */
  private boolean namesServer() {
    return namedBy != null
        || values.containsKey("host")
        || values.containsKey("hostaddr")
        || values.containsKey("service");
  }

  private void addUrl(String variable) {
    String url = environment.get(variable);
    if (url != null && !url.isEmpty() && !namesServer()) {
      putAll(ConnectionUrl.parse(url, variable), variable);
      namedBy = variable;
    }
  }

  private void addLibpq() {
    if (!namesServer()) {
      String service = environment.getOrDefault("PGSERVICE", "");
      putIfAbsent("service", service.isEmpty() ? null : service, "PGSERVICE");
    }
    addService();
    ConnectionParameters.byVariable().forEach(this::addVariable);
    if (environment.getOrDefault("PGREQUIRESSL", "").startsWith("1")) {
      putIfAbsent("sslmode", "require", "PGREQUIRESSL");
    }
    if (namedBy != null && !values.containsKey("hostaddr")) {
      putIfAbsent("host", "", namedBy);
    }
  }

  /** Its value is checked once it is known that there is a server. */
  private void addVariable(String variable, Parameter parameter) {
    String value = environment.getOrDefault(variable, "");
    if (!value.isEmpty() && parameter != Parameter.SERVICE) {
      putIfAbsent(parameter.libpqName(), value, variable);
    }
  }

  private void addService() {
    String service = values.get("service");
    if (service != null) {
      putAll(ServiceFile.read(environment, service), "service " + service);
      namedBy = namedBy == null ? "service " + service : namedBy;
    }
  }

  private void addConfiguration() {
    Path file =
        Home.xdg(environment, "XDG_CONFIG_HOME", ".config")
            .map(folder -> folder.resolve("orgs").resolve("config.properties"))
            .orElse(null);
    if (file == null || !Files.exists(file)) {
      return;
    }
    String origin = file.toString();
    Map<String, String> known = ConfigurationFile.read(file);
    putIfAbsent(SCHEMA, known.remove(SCHEMA), origin);
    if (namesServer()) {
      return;
    }
    if (known.containsKey(URL)) {
      Map<String, String> url = ConnectionUrl.parse(known.remove(URL), origin);
      if (url.keySet().stream().anyMatch(ConnectionParameters::isSecret)) {
        throw usage("a password in " + origin + " is not accepted", "use PGPASSWORD or ~/.pgpass");
      }
      putAll(url, origin);
      namedBy = origin;
    }
    putAll(known, origin);
    addService();
    if (!namesServer() && !known.isEmpty()) {
      throw usage(
          known.keySet().iterator().next() + " in " + origin + " needs a server",
          "name one with host, url or service");
    }
    if (namedBy != null && !values.containsKey("hostaddr")) {
      putIfAbsent("host", "", namedBy);
    }
  }

  /** PGUSER and the like, without a server, are meant for other tools. */
  private void keepOnlyFlagsForLocal() {
    for (String name : OF_A_SERVER) {
      if (values.containsKey(name) && origins.get(name).startsWith("PG")) {
        throw usage(
            origins.get(name) + " needs a server",
            "name one with PGHOST, or unset " + origins.get(name) + " for the local database");
      }
    }
    values.keySet().removeIf(name -> !origins.get(name).startsWith("--") && !name.equals(SCHEMA));
    for (String name : new String[] {"port", "user"}) {
      if (values.containsKey(name)) {
        throw usage(origins.get(name) + " needs a server", "give one with --host");
      }
    }
  }

  private void checkVariables() {
    values.replaceAll(
        (name, value) -> {
          Parameter parameter = Parameter.named(name);
          if (parameter == null || !origins.get(name).equals(parameter.variable())) {
            return value;
          }
          parameter.check(value, origins.get(name));
          return parameter.canonical(value);
        });
  }

  private boolean isOverNetwork() {
    return values.containsKey("hostaddr")
        || !Arrays.stream(values.get("host").split(",")).allMatch(UnixSockets::isFolder);
  }

  /** An empty one is this machine, by whichever way there is. */
  private void fillInHosts() {
    String[] addresses = HostAddresses.read(values.get("hostaddr"));
    String given = values.getOrDefault("host", "");
    String[] hosts =
        given.isEmpty() && addresses.length > 0
            ? new String[addresses.length]
            : given.split(",", -1);
    HostAddresses.requireOneEach(addresses, hosts);
    String[] ports = values.getOrDefault("port", "").split(",", -1);
    for (int i = 0; i < hosts.length; i++) {
      if (hosts[i] == null || hosts[i].isEmpty()) {
        hosts[i] =
            i < addresses.length && !addresses[i].isEmpty()
                ? addresses[i]
                : UnixSockets.defaultHost(ports[Math.min(i, ports.length - 1)]);
      }
    }
    values.put("host", String.join(",", hosts));
    origins.putIfAbsent("host", origins.get("hostaddr"));
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
