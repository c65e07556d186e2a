package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which database is meant, and where each part of that answer came from.
 *
 * <p>Precedence: flags, {@code ORGS_DATABASE_URL}, {@code DATABASE_URL}, libpq's service file and
 * variables, {@code config.properties}, the local database. Only a URL, a host or a service names a
 * server. A URL or configuration file that comes after the server was named is ignored as a whole:
 * its user and password belong to another server.
 */
final class SettingsResolver {

  private static final String URL = "url";

  private static final String SCHEMA = ConnectionSettings.SCHEMA;

  /** Settings that would be meant for another server than the local database. */
  private static final List<String> OF_A_SERVER = List.of("port", "dbname");

  private final Map<String, String> environment;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();

  /** What named the server without a host: a URL or a service; or null. */
  private String namedBy;

  SettingsResolver(Map<String, String> environment) {
    this.environment = environment;
  }

  ConnectionSettings resolve(ConnectionFlags flags) {
    Variables.check(environment);
    addFlags(flags);
    addUrl("ORGS_DATABASE_URL");
    addUrl("DATABASE_URL");
    addLibpq();
    addConfiguration();
    if (isLocal()) {
      keepOnlyFlagsForLocal();
    } else {
      checkVariables();
      fillInHosts();
      if (isOverNetwork()) {
        new TlsSettings(values, origins, environment).complete();
      }
    }
    putIfAbsent(SCHEMA, ConnectionSettings.DEFAULT_SCHEMA, "default");
    checkSchema();
    return new ConnectionSettings(values, origins, environment, flags.timeouts());
  }

  private boolean isLocal() {
    return !values.containsKey("host") && !values.containsKey("hostaddr");
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

  /** Reads a database's name, a URL, or settings; distinguishes them as psql does. */
  private static Map<String, String> read(String dbname, String origin) {
    if (ConnectionUrl.isUrl(dbname)) {
      return ConnectionUrl.parse(dbname, origin);
    }
    return dbname.contains("=") ? ConnectionString.parse(dbname, origin) : Map.of("dbname", dbname);
  }

  /** Whether a server is named. A URL or a service names one even without a host. */
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
    for (Map.Entry<String, Parameter> variable : ConnectionParameters.byVariable().entrySet()) {
      addVariable(variable.getKey(), variable.getValue());
    }
    if (environment.getOrDefault("PGREQUIRESSL", "").startsWith("1")) {
      putIfAbsent("sslmode", "require", "PGREQUIRESSL");
    }
    if (namedBy != null && !values.containsKey("hostaddr")) {
      putIfAbsent("host", "", namedBy);
    }
  }

  /** Adds a variable, whose value is checked once it is known that there is a server. */
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

  /** Leaves out PGUSER and the like: without a server, they are meant for other tools. */
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

  /** Names the hosts that are empty: they are this machine, by its Unix socket if there is one. */
  private void fillInHosts() {
    String[] addresses = HostAddresses.read(values.get("hostaddr"));
    String given = values.getOrDefault("host", "");
    String[] hosts =
        given.isEmpty() && addresses.length > 0
            ? new String[addresses.length]
            : given.split(",", -1);
    HostAddresses.requireSameCount(addresses, hosts);
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
    String schema = values.get(SCHEMA);
    boolean system = schema.startsWith("pg_") || schema.equals("information_schema");
    // Flyway can't handle a quote.
    if (schema.isBlank() || schema.indexOf(0) >= 0 || schema.indexOf('"') >= 0 || system) {
      throw usage("'" + schema + "' is not a valid schema name", "give a name such as orgs");
    }
    if (schema.getBytes(StandardCharsets.UTF_8).length > 63) {
      throw usage("the schema's name is longer than 63 bytes", null);
    }
  }

  private void putAll(Map<String, String> from, String origin) {
    for (Map.Entry<String, String> setting : from.entrySet()) {
      putIfAbsent(setting.getKey(), setting.getValue(), origin);
    }
  }

  private void putIfAbsent(String name, String value, String origin) {
    if (value != null && values.putIfAbsent(name, value) == null) {
      origins.put(name, origin);
    }
  }
}
