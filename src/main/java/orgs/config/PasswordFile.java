package orgs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * libpq's password file: lines of {@code host:port:database:user:password}, each of the first four
 * possibly {@code *}; the first line that matches counts. A backslash takes the character after it
 * as it is; the password is the rest of the line, whatever colons it has.
 *
 * <p>Lines may be in any encoding: just the one that matches has to be UTF-8.
 */
final class PasswordFile {

  private static final String ANY = "*";

  private PasswordFile() {}

  /**
   * Looks a password up.
   *
   * @return the password, or null when the file isn't there or no line matches
   * @throws DatabaseException (USAGE) when others can read or change the file
   */
  static String find(Path file, String host, int port, String database, String user) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    OwnFile.requireSecret(file, "the password file");
    String[] wanted = {host, String.valueOf(port), database, user};
    try {
      for (String line : Bytes.lines(file)) {
        String password = line.startsWith("#") ? null : passwordOf(line, wanted);
        if (password != null) {
          return Bytes.utf8(unescaped(password), "the password in " + file);
        }
      }
      return null;
    } catch (IOException e) {
      throw new DatabaseException(
          DatabaseException.Kind.USAGE, "can't read the password file " + file, null, e);
    }
  }

  /** What follows the keys, if they match; else null. */
  private static String passwordOf(String line, String[] wanted) {
    int start = 0;
    for (String key : wanted) {
      int end = endOfKey(line, start);
      if (end < 0) {
        return null;
      }
      String written = line.substring(start, end);
      if (!written.equals(ANY) && !unescaped(written).equals(Bytes.of(key))) {
        return null;
      }
      start = end + 1;
    }
    return line.substring(start);
  }

  /** The colon that ends a key, or -1. */
  private static int endOfKey(String line, int start) {
    for (int i = start; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String text) {
    return text.replaceAll("(?s)\\\\(.)", "$1");
  }
}
