package orgs.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon says of itself, in a file that the launcher reads, too.
 *
 * @param pid its process
 * @param descriptor the number by which that process has the pipe of the requests open
 * @param build the checksum of its jar
 */
public record DaemonState(long pid, int descriptor, String build, String version) {

  /** Reads it, if it is there and complete. */
  static Optional<DaemonState> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      String[] words = lines.get(0).split(" ");
      return Optional.of(
          new DaemonState(
              Long.parseLong(words[0]), Integer.parseInt(words[1]), words[2], lines.get(1)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  String text() {
    return "%d %d %s%n%s%n".formatted(pid, descriptor, build, version);
  }

  /**
   * Whether this very process reads the requests. A process that has got its number since, or one
   * of that number in another container, has another file there.
   */
  boolean isAlive(Path requests) {
    try {
      return Files.isSameFile(Path.of("/proc/" + pid + "/fd/" + descriptor), requests);
    } catch (IOException e) {
      return false;
    }
  }

  /** When it was started, as far as the system knows. */
  public Optional<Instant> started() {
    return process().flatMap(process -> process.info().startInstant());
  }

  /** Its memory in kB, or -1. */
  public long memory() {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid);
  }
}
