package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code postgresql://user@host:port/database?parameter=value}, as libpq does, also after
 * {@code jdbc:}. The result is keyed by libpq's names. Messages never repeat the URL, which may
 * hold a password.
 */
final class ConnectionUrl {

  private static final int HEX = 16;

  private final String origin;
  private final boolean jdbc;
  private final Map<String, String> settings = new LinkedHashMap<>();

  private ConnectionUrl(String origin, boolean jdbc) {
    this.origin = origin;
    this.jdbc = jdbc;
  }

  static boolean isUrl(String text) {
    return text.matches("(?is)(jdbc:)?postgres(ql)?:.*");
  }

  /**
   * Splits a URL. The result has no entry for a part that the URL leaves out.
   *
   * @param origin where the URL is from, for messages
   * @throws DatabaseException (USAGE) when it can't be read
   */
  static Map<String, String> parse(String url, String origin) {
    boolean jdbc = url.regionMatches(true, 0, "jdbc:", 0, 5);
    ConnectionUrl parsed = new ConnectionUrl(origin, jdbc);
    String rest = url.replaceFirst("(?is)^(jdbc:)?postgres(ql)?:", "");
    if (!isUrl(url) || (!rest.startsWith("//") && !jdbc)) {
      throw parsed.unreadable();
    }
    parsed.read(rest.replaceFirst("^//", ""));
    return parsed.settings;
  }

  /** A login may have any character except a slash, also a question mark. */
  private void read(String rest) {
    int slash = indexOrEnd(rest, '/');
    int at = rest.substring(0, slash).indexOf('@');
    int hosts = at + 1;
    if (at >= 0) {
      // An @ that isn't written as %40: a host has none.
      hosts = rest.substring(0, endOfHosts(rest, hosts)).lastIndexOf('@') + 1;
      login(rest.substring(0, hosts - 1));
    }
    int end = endOfHosts(rest, hosts);
    int query = rest.indexOf('?', end);
    String path = rest.substring(end, query < 0 ? rest.length() : query);
    if (at < 0 && path.indexOf('@') >= 0) {
      throw slashInPassword("has a / before its @");
    }
    hosts(rest.substring(hosts, end));
    if (path.length() > 1) {
      settings.put("dbname", decode(path.substring(1)));
    }
    if (query >= 0) {
      parameters(rest.substring(query + 1));
    }
  }

  private static int indexOrEnd(String text, char c) {
    int index = text.indexOf(c);
    return index < 0 ? text.length() : index;
  }

  private static int endOfHosts(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
      end++;
    }
    return end;
  }

  private void login(String login) {
    int colon = login.indexOf(':');
    putUnlessEmpty("user", decode(colon < 0 ? login : login.substring(0, colon)));
    putUnlessEmpty("password", colon < 0 ? "" : decode(login.substring(colon + 1)));
  }

  /** Reads a list of hosts, with or without ports; IPv6 addresses are in brackets. */
  private void hosts(String list) {
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
        throw slashInPassword("has a port that is not a number");
      }
      hosts.append(',').append(decode(host));
      ports.append(',').append(port ? item.substring(colon + 1) : "");
    }
    putUnlessEmpty("host", hosts.substring(1));
    if (!ports.substring(1).replace(",", "").isEmpty()) {
      settings.put("port", ports.substring(1));
    }
  }

  /** Reads parameters. The last one of a name counts, also before a part of the URL itself. */
  private void parameters(String query) {
    if (query.isEmpty()) {
      return;
    }
    for (String parameter : withoutLastSeparator(query).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        throw unreadable();
      }
      String name = decode(parameter.substring(0, equals));
      if (query.indexOf('@') >= 0 && !ConnectionParameters.isKnownInUrl(name)) {
        // Not repeated: it may be a part of a password that has a slash.
        throw slashInPassword("has an unknown parameter");
      }
      String value = decode(parameter.substring(equals + 1));
      ConnectionParameters.putOfUrl(settings, name, value, origin, jdbc);
    }
  }

  private static String withoutLastSeparator(String query) {
    return query.endsWith("&") ? query.substring(0, query.length() - 1) : query;
  }

  private void putUnlessEmpty(String name, String value) {
    if (!value.isEmpty()) {
      settings.put(name, value);
    }
  }

  private DatabaseException slashInPassword(String what) {
    return usage(
        "the connection URL in " + origin + " " + what,
        "in a password, write / as %2F, @ as %40 and : as %3A");
  }

  /** Decodes percent signs as UTF-8; a plus sign stays one. */
  private String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int next = text.indexOf('%', i);
      int end = next < 0 ? text.length() : next;
      bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
      if (next >= 0) {
        bytes.write(encodedByte(text, next));
      }
      i = next < 0 ? end : next + 3;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw unreadable();
    }
  }

  /** Decodes a byte; a value can't have a zero byte. */
  private int encodedByte(String text, int percent) {
    if (text.length() < percent + 3) {
      throw unreadable();
    }
    int high = Character.digit(text.charAt(percent + 1), HEX);
    int low = Character.digit(text.charAt(percent + 2), HEX);
    if (high < 0 || low < 0 || high + low == 0) {
      throw unreadable();
    }
    return high * HEX + low;
  }

  private DatabaseException unreadable() {
    return usage(
        "can't read the connection URL in " + origin,
        "write it as postgresql://user@host:5432/database");
  }
}
