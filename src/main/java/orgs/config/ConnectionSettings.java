package orgs.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The settings that lead to a database, by libpq's names, and where each came from. They never
 * change.
 */
public final class ConnectionSettings {

  /** The schema where nothing names another. */
  public static final String DEFAULT_SCHEMA = "orgs";

  static final String SCHEMA = "schema";

  private final Map<String, String> values;
  private final Map<String, String> origins;
  private final Map<String, String> environment;
  private final Timeouts timeouts;

  ConnectionSettings(
      Map<String, String> values,
      Map<String, String> origins,
      Map<String, String> environment,
      Timeouts timeouts) {
    this.values = Collections.unmodifiableMap(values);
    this.origins = Collections.unmodifiableMap(origins);
    this.environment = environment;
    this.timeouts = timeouts;
  }

  /**
   * Finds out which database is meant.
   *
   * @throws DatabaseException (USAGE) when the settings contradict each other or can't be read
   */
  public static ConnectionSettings resolve(ConnectionFlags flags, Map<String, String> environment) {
    return new SettingsResolver(environment).resolve(flags);
  }

  /** The same settings with another schema. */
  public ConnectionSettings withSchema(String schema) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.put(SCHEMA, schema);
    return new ConnectionSettings(copy, origins, environment, timeouts);
  }

  /** Whether nothing names a server, so that the local database is meant. */
  public boolean isLocal() {
    return !values.containsKey("host") && !values.containsKey("hostaddr");
  }

  /** The schema, as its name stands in the catalogue (not quoted). */
  public String schema() {
    return values.get(SCHEMA);
  }

  /** A setting by libpq's name, or null. */
  public String get(String name) {
    return values.get(name);
  }

  /** How long to wait for a server that is still starting. */
  public Duration waitForServer() {
    return Duration.ofSeconds(timeouts.server() == null ? 0 : timeouts.server());
  }

  /** The session's options as the server takes them ({@code -c name=value}), or null. */
  public String sessionOptions() {
    StringJoiner options = new StringJoiner(" ").setEmptyValue("");
    if (values.containsKey("options")) {
      options.add(values.get("options"));
    }
    if (timeouts.statement() != null) {
      options.add("-c statement_timeout=" + timeouts.statement());
    }
    if (timeouts.lock() != null) {
      options.add("-c lock_timeout=" + timeouts.lock());
    }
    return options.length() == 0 ? null : options.toString();
  }

  /** Where a setting came from, or null. */
  public String origin(String name) {
    return origins.get(name);
  }

  /** Every setting and where it came from; the values of secrets are left out. */
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

  /** libpq's variables of the settings that have an effect, and the settings' names. */
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

  /** Where the local database is; null where a server is named, which needs no such directory. */
  public Home home() {
    return isLocal() ? Home.of(environment) : null;
  }

  /**
   * The password for these servers: the one that is set, or that of the password file; null when
   * there is none.
   *
   * @throws DatabaseException (USAGE) when others can read or change the password file, or it has
   *     different passwords for the servers: the driver would send one server's to another
   */
  public String password(String[] hosts, int[] ports, String database, String user) {
    if (values.containsKey("password")) {
      return values.get("password");
    }
    return PasswordFile.find(environment, values.get("passfile"), hosts, ports, database, user);
  }
}
