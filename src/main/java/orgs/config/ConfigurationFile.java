package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the user's {@code config.properties}, which names a server and a schema. */
final class ConfigurationFile {

  /** Settings that aren't parameters of a connection. */
  private static final Set<String> OTHERS = Set.of("url", "schema");

  /** The launcher reads it. */
  private static final String DAEMON = "daemon";

  private static final Set<String> DAEMON_VALUES = Set.of("on", "off", "auto");

  private ConfigurationFile() {}

  /**
   * Reads the file, by libpq's names.
   *
   * @throws DatabaseException (USAGE) when it can't be read, or others could have written it
   */
  static Map<String, String> read(Path file) {
    OwnFile.require(file, "the configuration file");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw usage("can't read " + file + ": " + e.getMessage(), null, e);
    }
    Map<String, String> known = new TreeMap<>();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      String value = properties.getProperty(name);
      if (!names().contains(name)) {
        throw usage(
            "unknown setting '" + name + "' in " + file,
            "the known ones are " + String.join(", ", names()),
            null);
      }
      Variables.checkCharacters(name + " in " + file, value, name.equals("options"));
      if (name.equals(DAEMON)) {
        checkDaemon(value, file);
      } else if (OTHERS.contains(name)) {
        known.put(name, value);
      } else {
        ConnectionParameters.put(known, name, value, file.toString());
      }
    }
    return known;
  }

  private static void checkDaemon(String value, Path file) {
    if (!DAEMON_VALUES.contains(value)) {
      throw usage(
          "invalid value '" + value + "' of daemon in " + file, "it is on, off or auto", null);
    }
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(OTHERS);
    names.add(DAEMON);
    names.addAll(ConnectionParameters.publicNames());
    return names;
  }
}
