package orgs.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes the settings of a local server: those of orgs.conf, then a caller's own. */
final class ServerSettings {
  private static final String NAME = "orgs.conf";

  private ServerSettings() {}

  /** Makes a new data directory include orgs's settings, after those of initdb. */
  static void include(Path cluster) throws IOException {
    Files.writeString(
        cluster.resolve("postgresql.conf"),
        "\ninclude '" + NAME + "'\t# written at every start\n",
        StandardOpenOption.APPEND);
  }

  /**
   * Writes the settings for the next start, so that a newer orgs brings its own to an older data
   * folder.
   */
  static void write(Path cluster, int port, Map<String, String> more) throws IOException {
    StringBuilder text = new StringBuilder(ours()).append(setting("port", Integer.toString(port)));
    more.forEach((name, value) -> text.append(setting(name, value)));
    Path file = cluster.resolve(NAME);
    Files.deleteIfExists(file);
    Files.createFile(file, Folders.OWNER_ONLY_FILE);
    Files.writeString(file, text);
  }

  private static String setting(String name, String value) {
    return "%s = '%s'%n".formatted(name, value.replace("\\", "\\\\").replace("'", "''"));
  }

  private static String ours() {
    try (InputStream in = ServerSettings.class.getResourceAsStream(NAME)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
