package orgs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** libpq's connection service file: sections of {@code name=value} lines, one a service. */
final class ServiceFile {

  private ServiceFile() {}

  /**
   * Reads one service.
   *
   * @throws DatabaseException (USAGE) when the file or the service isn't there
   */
  static Map<String, String> read(Path file, String service) {
    Map<String, String> settings = null;
    boolean inside = false;
    try {
      for (String raw : Files.readAllLines(file)) {
        String line = raw.strip();
        if (line.startsWith("[") && line.endsWith("]")) {
          inside = settings == null && line.equals("[" + service + "]");
          settings = inside ? new LinkedHashMap<>() : settings;
        } else if (inside && !line.isEmpty() && !line.startsWith("#")) {
          int equals = line.indexOf('=');
          if (equals < 0) {
            throw usage("a line without '=' in service '" + service + "' of " + file, null);
          }
          String name = line.substring(0, equals).strip();
          settings.put(
              ConnectionParameters.known(name, "service '" + service + "' of " + file),
              line.substring(equals + 1).strip());
        }
      }
    } catch (IOException e) {
      throw usage("can't read the service file " + file, e);
    }
    if (settings == null) {
      throw usage("no service '" + service + "' in " + file, null);
    }
    return settings;
  }

  private static DatabaseException usage(String message, Throwable cause) {
    return new DatabaseException(
        DatabaseException.Kind.USAGE, message, "set PGSERVICEFILE to use another file", cause);
  }
}
