package orgs.cli.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import orgs.config.WorkingDirectory;

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
      Path program = WorkingDirectory.resolve(Path.of(directory, name));
      if (isProgram(program)) {
        return program;
      }
    }
    return null;
  }

  public static boolean isProgram(Path file) {
    Path program = WorkingDirectory.resolve(file);
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }
}
