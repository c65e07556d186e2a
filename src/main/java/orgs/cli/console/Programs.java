package orgs.cli.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Programs that a command may start. */
public final class Programs {

  private Programs() {}

  /**
   * Searches the PATH, because the system's error doesn't say what is missing.
   *
   * @return the first program of this name, or null
   */
  public static Path find(String name, Map<String, String> environment) {
    for (String directory : environment.getOrDefault("PATH", "").split(":")) {
      Path program = Path.of(directory, name).toAbsolutePath();
      if (isProgram(program)) {
        return program;
      }
    }
    return null;
  }

  public static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
