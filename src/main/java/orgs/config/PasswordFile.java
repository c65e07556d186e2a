package orgs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * libpq's password file: lines of {@code host:port:database:user:password}, each of the first four
 * possibly {@code *}; the first line that matches counts.
 */
final class PasswordFile {

  /** As libpq has it. */
  private static final Set<PosixFilePermission> OWN =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

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
    refuseIfShared(file);
    try {
      for (String line : Files.readAllLines(file)) {
        List<String> fields = split(line);
        if (!line.startsWith("#")
            && fields.size() >= 5
            && matches(fields.get(0), host)
            && matches(fields.get(1), String.valueOf(port))
            && matches(fields.get(2), database)
            && matches(fields.get(3), user)) {
          return fields.get(4);
        }
      }
      return null;
    } catch (IOException e) {
      throw new DatabaseException(
          DatabaseException.Kind.USAGE, "can't read the password file " + file, null, e);
    }
  }

  private static void refuseIfShared(Path file) {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file);
    } catch (IOException | UnsupportedOperationException e) {
      return;
    }
    if (!OWN.containsAll(permissions)) {
      throw new DatabaseException(
          DatabaseException.Kind.USAGE,
          "the password file " + file + " can be read or changed by others",
          "run: chmod 600 " + file,
          null);
    }
  }

  private static boolean matches(String field, String value) {
    return field.equals("*") || field.equals(value);
  }

  /** Colons separate; a backslash takes the character after it as it is. */
  private static List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        field.append(line.charAt(++i));
      } else if (c == ':' && fields.size() < 4) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
