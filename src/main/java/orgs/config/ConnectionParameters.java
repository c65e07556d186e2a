package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The parameters that a URL, a service or a configuration file may set, by libpq's names or by the
 * driver's own for the same. Nothing else reaches the driver: some parameters name a class for it
 * to run, a file to write, or another server than the one whose certificate is checked.
 */
final class ConnectionParameters {

  private static final String SSL = "ssl";

  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "ApplicationName", "application_name",
          "connectTimeout", "connect_timeout",
          "gssEncMode", "gssencmode",
          "channelBinding", "channel_binding",
          "targetServerType", "target_session_attrs",
          "requireAuth", "require_auth",
          "sslNegotiation", "sslnegotiation",
          "loadBalanceHosts", "load_balance_hosts",
          "kerberosServerName", "krbsrvname");

  /** The driver's values, and libpq's for the same. */
  private static final Map<String, Map<String, String>> DRIVER_VALUES =
      Map.of(
          "targetServerType",
          Map.of(
              "master", "primary",
              "slave", "standby",
              "secondary", "standby",
              "preferSlave", "prefer-standby",
              "preferSecondary", "prefer-standby"),
          "loadBalanceHosts",
          Map.of("true", "random", "false", "disable"));

  private ConnectionParameters() {}

  /**
   * Adds a parameter by libpq's name, with a value that libpq would take.
   *
   * @param origin where the parameter is set, for messages
   * @throws DatabaseException (USAGE) when it isn't accepted
   */
  static void put(Map<String, String> settings, String name, String value, String origin) {
    Parameter parameter = Parameter.named(DRIVER_NAMES.getOrDefault(name, name));
    if (parameter == null) {
      throw usage(
          "unknown connection parameter '" + name + "' in " + origin,
          "the known ones are " + String.join(", ", obeyed()));
    }
    String libpqs = DRIVER_VALUES.getOrDefault(name, Map.of()).getOrDefault(value, value);
    parameter.check(libpqs, origin);
    settings.put(parameter.libpqName(), parameter.canonical(libpqs));
  }

  /**
   * Adds a parameter of a URL, where libpq and the driver also know {@code ssl=true}.
   *
   * @param jdbc whether the driver's meaning of it counts, which verifies the certificate
   */
  static void putOfUrl(
      Map<String, String> settings, String name, String value, String origin, boolean jdbc) {
    if (name.equals(SSL) && value.equals("true")) {
      settings.put(Parameter.SSLMODE.libpqName(), jdbc ? "verify-full" : "require");
    } else {
      put(settings, name, value, origin);
    }
  }

  /** Whether a URL may have a parameter of this name. */
  static boolean isKnownInUrl(String name) {
    return name.equals(SSL) || Parameter.named(DRIVER_NAMES.getOrDefault(name, name)) != null;
  }

  /** The names of the parameters that have an effect. */
  private static Set<String> obeyed() {
    return Arrays.stream(Parameter.values())
        .filter(parameter -> parameter.effect() == Parameter.Effect.OBEYED)
        .map(Parameter::libpqName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of the parameters that may be in a file that others can read. */
  static Set<String> publicNames() {
    return Arrays.stream(Parameter.values())
        .filter(parameter -> !parameter.isSecret())
        .map(Parameter::libpqName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether its value must not be shown. */
  static boolean isSecret(String name) {
    Parameter parameter = Parameter.named(name);
    return parameter != null && parameter.isSecret();
  }

  /** The parameters by the variables that set them. */
  static Map<String, Parameter> byVariable() {
    Map<String, Parameter> variables = new TreeMap<>();
    for (Parameter parameter : Parameter.values()) {
      if (parameter.variable() != null) {
        variables.put(parameter.variable(), parameter);
      }
    }
    return variables;
  }
}
