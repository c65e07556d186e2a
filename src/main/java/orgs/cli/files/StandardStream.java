package orgs.cli.files;

import java.nio.file.Path;
import java.util.List;
import orgs.config.WorkingDirectory;

/** A stream of the process, which the system also has under names of its own. */
public enum StandardStream {
  IN("/dev/stdin", 0),
  OUT("/dev/stdout", 1),
  ERR("/dev/stderr", 2);

  private final Path path;
  private final List<Path> names;

  StandardStream(String path, int number) {
    this.path = Path.of(path);
    this.names =
        List.of(this.path, Path.of("/dev/fd/" + number), Path.of("/proc/self/fd/" + number));
  }

  /** The name of the file that the stream is. */
  public Path path() {
    return path;
  }

  /** Whether this is one of its names. */
  public boolean isNamed(Path file) {
    return names.contains(file) || names.contains(WorkingDirectory.resolve(file).normalize());
  }
}
