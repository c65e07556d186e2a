package orgs.cli.session;

import java.nio.file.Path;
import orgs.cli.files.StandardStream;

/**
 * A file that a command reads or writes.
 *
 * @param role the option that names the file, or "the input"
 * @param path the name as it was given
 * @param stream whether it is one of the process's own streams
 */
public record NamedFile(String role, Path path, boolean written, boolean stream) {

  private static final String INPUT = "the input";

  public static NamedFile read(Path path) {
    return new NamedFile(INPUT, path, false, false);
  }

  public static NamedFile written(String role, Path path) {
    return new NamedFile(role, path, true, false);
  }

  /** The file that stdin was redirected to, for a command that reads it. */
  public static NamedFile standardInput() {
    return new NamedFile(INPUT, StandardStream.IN.path(), false, true);
  }

  static NamedFile standard(String role, StandardStream stream) {
    return new NamedFile(role, stream.path(), true, true);
  }

  /** The same file, for the lines of a script that this command runs. */
  NamedFile of(String command) {
    return new NamedFile(written ? role + " of " + command : "the script", path, written, stream);
  }
}
