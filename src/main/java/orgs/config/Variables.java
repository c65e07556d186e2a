package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.util.Map;
import java.util.Set;

/**
 * Checks the environment variables that determine which database is meant, and where files are. A
 * carriage return of a file with Windows line ends, or a blank that was copied along, would change
 * their meaning: another schema, another server, another directory.
 */
final class Variables {

  private static final String OWN = "ORGS_";

  /** Variables that set no parameter of libpq. */
  private static final Set<String> OTHERS =
      Set.of(
          "DATABASE_URL",
          "HOME",
          "XDG_CACHE_HOME",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME",
          "XDG_STATE_HOME",
          "PGREQUIRESSL",
          "PGSERVICEFILE",
          "PGSYSCONFDIR");

  /** Variables whose values are words, which may have blanks around them. */
  private static final Set<String> WORDS = Set.of("PGOPTIONS", "ORGS_PAGER", "ORGS_JAVA_OPTS");

  private static final String ERROR_FORMAT = "ORGS_ERROR_FORMAT";

  private static final Set<String> ERROR_FORMATS = Set.of("", "json");

  private static final char UNDECODED = '\ufffd';

  private Variables() {}

  /**
   * Refuses values that can't be meant.
   *
   * @throws DatabaseException (USAGE)
   */
  static void check(Map<String, String> environment) {
    Set<String> libpqs = ConnectionParameters.byVariable().keySet();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(OWN) || OTHERS.contains(name) || libpqs.contains(name)) {
            checkCharacters(name, value, WORDS.contains(name));
          }
        });
    if (!ERROR_FORMATS.contains(environment.getOrDefault(ERROR_FORMAT, ""))) {
      throw usage(ERROR_FORMAT + " has an invalid value", "the only one is json");
    }
  }

  /**
   * Refuses control characters, and blanks at the ends.
   *
   * @param name of the variable or setting
   * @param isWords whether blanks at the ends mean nothing
   * @throws DatabaseException (USAGE) whose message has the character, and nothing else of the
   *     value
   */
  static void checkCharacters(String name, String value, boolean isWords) {
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      int c = value.codePointAt(i);
      if (c == UNDECODED) {
        throw usage(name + " is not valid UTF-8", "write it in UTF-8, whatever the locale");
      }
      boolean atEnd = i == 0 || i + Character.charCount(c) == value.length();
      if (Character.isISOControl(c) || atEnd && !isWords && isInvisible(c)) {
        throw usage(
            name + " " + place(i, c, value) + " " + shown(c),
            "remove it from the variable's value");
      }
    }
  }

  private static String place(int i, int c, String value) {
    return i + Character.charCount(c) == value.length()
        ? "ends with"
        : i == 0 ? "begins with" : "contains";
  }

  /** Blanks of all kinds, and what has no width, such as a byte order mark. */
  private static boolean isInvisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /** As in {@code \r (CARRIAGE RETURN (CR))}. */
  private static String shown(int c) {
    String written =
        switch (c) {
          case '\n' -> "\\n";
          case '\r' -> "\\r";
          case '\t' -> "\\t";
          case ' ' -> "' '";
          default -> String.format("U+%04X", c);
        };
    return written + " (" + Character.getName(c) + ")";
  }
}
