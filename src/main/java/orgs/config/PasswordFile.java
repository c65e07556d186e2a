package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * libpq's password file: lines of {@code host:port:database:user:password}, each of the first four
 * possibly {@code *}; the first line that matches counts. A backslash takes the character after it
 * as it is; the password is the rest of the line, whatever colons it has.
 *
 * <p>Lines may be in any encoding: only the one that matches has to be UTF-8.
 */
final class PasswordFile {

  private static final String ANY = "*";

  private PasswordFile() {}

  /**
   * Looks the password for these servers up.
   *
   * @param named the file; null or empty for the one in the home directory
   * @return the password, or null when the file isn't there or no line matches
   * @throws DatabaseException (USAGE) when others can read or change the file, or it has different
   *     passwords for the servers
   */
  static String find(
      Map<String, String> environment,
      String named,
      String[] hosts,
      int[] ports,
      String database,
      String user) {
    Path file =
        named == null || named.isEmpty()
            ? Home.inHome(environment, ".pgpass").orElse(null)
            : Home.path("passfile", named);
    if (file == null) {
      return null;
    }
    String first = findOrLocal(file, hosts[0], ports[0], database, user);
    for (int i = 1; i < hosts.length; i++) {
      if (!Objects.equals(first, findOrLocal(file, hosts[i], ports[i], database, user))) {
        throw usage(
            "the password file has different passwords for " + hosts[0] + " and " + hosts[i],
            "name one of them as the host");
      }
    }
    return first;
  }

  /** Finds the password for a host; in libpq's file, the usual Unix socket is called localhost. */
  private static String findOrLocal(
      Path file, String host, int port, String database, String user) {
    String password = find(file, host, port, database, user);
    return password == null && UnixSockets.isUsual(host)
        ? find(file, "localhost", port, database, user)
        : password;
  }

  private static String find(Path file, String host, int port, String database, String user) {
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
      throw usage("can't read the password file " + file, null, e);
    }
  }

  /** The text after the keys, if they match; otherwise null. */
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
