package orgs.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a URL, a service or a configuration file may say of a connection, by libpq's names or by the
 * driver's own for the same. Nothing else reaches the driver: there are parameters that name a
 * class for it to run, a file to write, or another server than the one whose certificate is
 * checked.
 */
final class ConnectionParameters {

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "host",
              "port",
              "dbname",
              "user",
              "password",
              "service",
              "passfile",
              "sslmode",
              "sslrootcert",
              "sslcert",
              "sslkey",
              "sslpassword",
              "connect_timeout",
              "application_name",
              "options",
              "gssencmode",
              "channel_binding",
              "target_session_attrs",
              "requirepeer"));

  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "ApplicationName", "application_name",
          "connectTimeout", "connect_timeout",
          "gssEncMode", "gssencmode",
          "channelBinding", "channel_binding",
          "targetServerType", "target_session_attrs");

  private static final Set<String> SECRETS = Set.of("password", "sslpassword");

  private ConnectionParameters() {}

  /**
   * libpq's name for a parameter.
   *
   * @param origin where it stands, for messages
   * @throws DatabaseException (USAGE) when it isn't one of those that are taken
   */
  static String known(String name, String origin) {
    String libpq = DRIVER_NAMES.getOrDefault(name, name);
    if (!KNOWN.contains(libpq)) {
      throw new DatabaseException(
          DatabaseException.Kind.USAGE,
          "unknown connection parameter '" + name + "' in " + origin,
          "the known ones are " + String.join(", ", KNOWN),
          null);
    }
    return libpq;
  }

  /** Whether its value is nobody else's business. */
  static boolean isSecret(String name) {
    return SECRETS.contains(name);
  }
}
