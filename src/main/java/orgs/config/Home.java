package orgs.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The directories of orgs; both paths are absolute.
 *
 * @param cache for files that can be made again: the unpacked server
 * @param data for files that can't: the local database and its password
 */
public record Home(Path cache, Path data) {

  /**
   * The directories that this environment sets: {@code ORGS_HOME/cache} and {@code ORGS_HOME/data},
   * otherwise {@code orgs} in {@code XDG_CACHE_HOME} ({@code ~/.cache}) and in {@code
   * XDG_DATA_HOME} ({@code ~/.local/share}). Relative XDG values are ignored, as their
   * specification demands. Creates nothing.
   *
   * @throws DatabaseException (LOCAL) when a value is no path in this locale, or there is no home
   *     directory
   */
  public static Home of(Map<String, String> environment) {
    String home = environment.getOrDefault("ORGS_HOME", "");
    if (!home.isEmpty()) {
      Path path = path("ORGS_HOME", home).toAbsolutePath().normalize();
      return new Home(path.resolve("cache"), path.resolve("data"));
    }
    return new Home(
        ours(environment, "XDG_CACHE_HOME", ".cache"),
        ours(environment, "XDG_DATA_HOME", ".local/share"));
  }

  /**
   * The directory for files that may be lost, such as the shell's history: {@code ORGS_HOME/state},
   * otherwise {@code orgs} in {@code XDG_STATE_HOME} ({@code ~/.local/state}).
   */
  public static Path state(Map<String, String> environment) {
    String home = environment.getOrDefault("ORGS_HOME", "");
    return home.isEmpty()
        ? ours(environment, "XDG_STATE_HOME", ".local/state")
        : path("ORGS_HOME", home).toAbsolutePath().normalize().resolve("state");
  }

  /**
   * The user's directory that an XDG variable names, or its default in the home directory, if there
   * is one.
   */
  static Optional<Path> xdg(Map<String, String> environment, String name, String inHome) {
    String value = environment.getOrDefault(name, "");
    if (!value.isEmpty()) {
      Path path = path(name, value);
      if (path.isAbsolute()) {
        return Optional.of(path.normalize());
      }
    }
    return inHome(environment, inHome);
  }

  /** A file or directory in the user's home directory, if there is one. */
  static Optional<Path> inHome(Map<String, String> environment, String name) {
    String value = environment.getOrDefault("HOME", "");
    Path home = path("HOME", value.isEmpty() ? System.getProperty("user.home", "") : value);
    return home.isAbsolute() ? Optional.of(home.resolve(name).normalize()) : Optional.empty();
  }

  private static Path ours(Map<String, String> environment, String name, String inHome) {
    return xdg(environment, name, inHome)
        .orElseThrow(
            () ->
                DatabaseException.local(
                    "there is no home directory to keep the local database in",
                    environment.getOrDefault("HOME", "").isEmpty()
                        ? "set ORGS_HOME to use another folder, or HOME"
                        : "HOME is not an absolute path; set ORGS_HOME to use another folder"))
        .resolve("orgs");
  }

  static Path path(String name, String value) {
    try {
      Path path = Path.of(value);
      if (!path.isAbsolute()) {
        OwnProcess.require();
      }
      return path;
    } catch (InvalidPathException e) {
      // The usual reason: Java was started under LC_ALL=C, and the value has other than ASCII
      // characters.
      throw DatabaseException.local(
          name + " is not a path that can be used in this locale",
          "set LC_ALL to a UTF-8 locale, such as C.UTF-8",
          e);
    }
  }
}
