package orgs.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code postgresql://user@host:port/database?parameter=value}, as libpq does, and the same
 * behind {@code jdbc:}. The result is keyed by libpq's names. Messages never repeat the URL, which
 * may hold a password.
 */
final class ConnectionUrl {

  /** libpq's names of the settings that are understood. */
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
              "connect_timeout",
              "application_name",
              "options",
              "gssencmode",
              "channel_binding",
              "target_session_attrs"));

  private ConnectionUrl() {}

  static boolean isUrl(String text) {
    return text.matches("(?is)(jdbc:)?postgres(ql)?:.*");
  }

  /**
   * Splits a URL.
   *
   * @param origin where it stands, for messages
   * @throws DatabaseException (USAGE) when it can't be read
   */
  static Map<String, String> parse(String url, String origin) {
    boolean jdbc = url.regionMatches(true, 0, "jdbc:", 0, 5);
    String rest = url.replaceFirst("(?is)^(jdbc:)?postgres(ql)?:", "");
    if (!isUrl(url) || (!rest.startsWith("//") && !jdbc)) {
      throw unreadable(origin);
    }
    rest = rest.replaceFirst("^//", "");
    Map<String, String> settings = new LinkedHashMap<>();
    int query = rest.indexOf('?');
    if (query >= 0) {
      parameters(rest.substring(query + 1), jdbc, settings, origin);
      rest = rest.substring(0, query);
    }
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    if (slash >= 0 && slash + 1 < rest.length()) {
      settings.put("dbname", decode(rest.substring(slash + 1), origin));
    }
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String login = authority.substring(0, at);
      int colon = login.indexOf(':');
      settings.put("user", decode(colon < 0 ? login : login.substring(0, colon), origin));
      if (colon >= 0) {
        settings.put("password", decode(login.substring(colon + 1), origin));
      }
    }
    hosts(authority.substring(at + 1), settings, origin);
    return settings;
  }

  /** One host or several, each with or without a port; IPv6 addresses stand in brackets. */
  private static void hosts(String list, Map<String, String> settings, String origin) {
    StringBuilder hosts = new StringBuilder();
    StringBuilder ports = new StringBuilder();
    for (String item : list.split(",", -1)) {
      int colon = item.lastIndexOf(':');
      boolean port = colon > item.lastIndexOf(']');
      String host = port ? item.substring(0, colon) : item;
      host =
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
      hosts.append(',').append(host.isEmpty() ? "localhost" : decode(host, origin));
      ports.append(',').append(port ? item.substring(colon + 1) : "");
    }
    settings.putIfAbsent("host", hosts.substring(1));
    if (!ports.substring(1).replace(",", "").isEmpty()) {
      settings.putIfAbsent("port", ports.substring(1));
    }
  }

  private static void parameters(
      String query, boolean jdbc, Map<String, String> settings, String origin) {
    for (String parameter : query.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        throw unreadable(origin);
      }
      String name = decode(parameter.substring(0, equals), origin);
      String value = decode(parameter.substring(equals + 1), origin);
      if (!jdbc && !KNOWN.contains(name)) {
        throw new DatabaseException(
            DatabaseException.Kind.USAGE,
            "unknown connection parameter '" + name + "' in " + origin,
            "the known ones are " + String.join(", ", KNOWN),
            null);
      }
      settings.put(name, value);
    }
  }

  private static String decode(String text, String origin) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw unreadable(origin);
    }
  }

  private static DatabaseException unreadable(String origin) {
    return new DatabaseException(
        DatabaseException.Kind.USAGE,
        "can't read the connection URL in " + origin,
        "write it as postgresql://user@host:5432/database",
        null);
  }
}
