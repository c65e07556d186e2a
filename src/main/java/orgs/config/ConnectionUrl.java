package orgs.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code postgresql://user@host:port/database?parameter=value}, as libpq does, and the same
 * behind {@code jdbc:}. The result is keyed by libpq's names. Messages never repeat the URL, which
 * may hold a password.
 */
final class ConnectionUrl {

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
      parameters(rest.substring(query + 1), settings, origin);
      rest = rest.substring(0, query);
    }
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    if (authority.indexOf('@') < 0 && slash >= 0 && rest.indexOf('@', slash) >= 0) {
      throw slashInPassword(origin, "has a / before its @");
    }
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
      if (port && !item.substring(colon + 1).matches("[0-9]*")) {
        // Not repeated: it may be a part of a password that has a slash.
        throw slashInPassword(origin, "has a port that is not a number");
      }
      hosts.append(',').append(decode(host, origin));
      ports.append(',').append(port ? item.substring(colon + 1) : "");
    }
    settings.putIfAbsent("host", hosts.substring(1));
    if (!ports.substring(1).replace(",", "").isEmpty()) {
      settings.putIfAbsent("port", ports.substring(1));
    }
  }

  private static void parameters(String query, Map<String, String> settings, String origin) {
    for (String parameter : query.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        throw unreadable(origin);
      }
      String name = decode(parameter.substring(0, equals), origin);
      String value = decode(parameter.substring(equals + 1), origin);
      settings.put(ConnectionParameters.known(name, origin), value);
    }
  }

  private static DatabaseException slashInPassword(String origin, String what) {
    return new DatabaseException(
        DatabaseException.Kind.USAGE,
        "the connection URL in " + origin + " " + what,
        "in a password, write / as %2F, @ as %40 and : as %3A",
        null);
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
