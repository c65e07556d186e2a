package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code host=/run/postgresql dbname='my app'}, as libpq does: a value in quotes may have
 * spaces, and a backslash takes the character after it as it is. Messages never repeat the string,
 * which may hold a password.
 */
final class ConnectionString {

  private static final Pattern SETTING =
      Pattern.compile(
          "\\s*([^\\s=']+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s'\\\\]|\\\\.)*))(?=\\s|$)\\s*",
          Pattern.DOTALL);

  private ConnectionString() {}

  /**
   * Splits a string. The result is keyed by libpq's names.
   *
   * @param origin where the string is from, for messages
   * @throws DatabaseException (USAGE) when it can't be read
   */
  static Map<String, String> parse(String text, String origin) {
    Map<String, String> settings = new LinkedHashMap<>();
    Matcher setting = SETTING.matcher(text);
    int end = 0;
    while (setting.lookingAt()) {
      String value = setting.group(2) == null ? setting.group(3) : setting.group(2);
      ConnectionParameters.put(
          settings, setting.group(1), value.replaceAll("(?s)\\\\(.)", "$1"), origin);
      end = setting.end();
      setting.region(end, text.length());
    }
    if (end < text.length()) {
      throw usage(
          "can't read the settings in " + origin,
          "write them as host=/run/postgresql dbname='my app', or as"
              + " postgresql://user@host:5432/database");
    }
    return settings;
  }
}
