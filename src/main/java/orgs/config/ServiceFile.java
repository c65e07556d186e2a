package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * libpq's connection service files: a section of {@code name=value} lines for each service. The
 * user's file comes first, and then the system's.
 */
final class ServiceFile {

  private static final String NAME = "pg_service.conf";

  /** The directories of Debian's and Red Hat's libpq, which can't be asked for them. */
  private static final List<Path> SYSTEM =
      List.of(Path.of("/etc/postgresql-common"), Path.of("/etc/sysconfig/pgsql"));

  private ServiceFile() {}

  /**
   * Reads one service.
   *
   * @throws DatabaseException (USAGE) when no file has it, or it can't be read
   */
  static Map<String, String> read(Map<String, String> environment, String service) {
    List<Path> files = files(environment);
    for (Path file : files) {
      Map<String, String> found = read(file, service);
      if (found != null) {
        return found;
      }
    }
    throw unusable(
        files.isEmpty()
            ? "no service '" + service + "': there is no service file"
            : "no service '" + service + "' in " + joined(files),
        null);
  }

  /** The files that exist. */
  private static List<Path> files(Map<String, String> environment) {
    List<Path> files = new ArrayList<>();
    String named = environment.getOrDefault("PGSERVICEFILE", "");
    if (!named.isEmpty()) {
      Path file = Home.path("PGSERVICEFILE", named);
      if (!Files.exists(file)) {
        throw unusable("the service file " + file + " is not there", null);
      }
      files.add(file);
    } else {
      Home.inHome(environment, ".pg_service.conf").ifPresent(files::add);
    }
    String folder = environment.getOrDefault("PGSYSCONFDIR", "");
    List<Path> folders = folder.isEmpty() ? SYSTEM : List.of(Home.path("PGSYSCONFDIR", folder));
    folders.forEach(directory -> files.add(directory.resolve(NAME)));
    files.removeIf(file -> !Files.exists(file));
    return files;
  }

  private static Map<String, String> read(Path file, String service) {
    OwnFile.require(file, "the service file");
    String origin = "service '" + service + "' of " + file;
    Map<String, String> settings = null;
    try {
      for (String raw : Bytes.lines(file)) {
        String line = raw.strip();
        if (line.startsWith("[")) {
          if (settings != null) {
            return settings;
          }
          settings = line.startsWith("[" + Bytes.of(service) + "]") ? new LinkedHashMap<>() : null;
        } else if (settings != null && !line.isEmpty() && !line.startsWith("#")) {
          putIfAbsent(settings, Bytes.utf8(line, "a line in " + origin), origin);
        }
      }
      return settings;
    } catch (IOException e) {
      throw unusable("can't read the service file " + file, e);
    }
  }

  private static void putIfAbsent(Map<String, String> settings, String line, String origin) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw unusable("a line without '=' in " + origin, null);
    }
    Map<String, String> setting = new LinkedHashMap<>();
    String name = line.substring(0, equals).strip();
    ConnectionParameters.put(setting, name, line.substring(equals + 1).strip(), origin);
    if (setting.containsKey(Parameter.SERVICE.libpqName())) {
      throw unusable("another service is named in " + origin, null);
    }
    setting.forEach(settings::putIfAbsent);
  }

  private static String joined(List<Path> files) {
    return String.join(" or ", files.stream().map(Path::toString).toList());
  }

  private static DatabaseException unusable(String message, Throwable cause) {
    return usage(message, "set PGSERVICEFILE to use another file", cause);
  }
}
