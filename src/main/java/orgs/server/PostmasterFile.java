package orgs.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The content of a data directory's {@code postmaster.pid}, and whether it is still true.
 *
 * @param file the file itself
 * @param pid the server's process, or another process's once the server has ended
 * @param started when the server says it started, to the second
 * @param port its TCP port, 0 while it isn't known
 * @param ready whether it said that it takes connections
 */
record PostmasterFile(Path file, long pid, Instant started, int port, boolean ready) {
  private static final String NAME = "postmaster.pid";
  private static final int CONNECT_MILLIS = 1000;

  /**
   * How far apart two clocks may put the start of one process: setting the clock moves the one, not
   * the other.
   */
  private static final Duration SAME_START = Duration.ofMinutes(1);

  /**
   * Reads the file of a data folder.
   *
   * @param cluster the data folder's real path
   * @return empty when there is none, or it is another folder's
   */
  static Optional<PostmasterFile> read(Path cluster) throws IOException {
    Path file = cluster.resolve(NAME);
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    // The server writes the first lines at once and the others as it starts.
    if (lines.size() < 3 || !lines.get(1).equals(cluster.toString())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PostmasterFile(
              file,
              Math.abs(
                  Long.parseLong(
                      lines.get(0).strip())), // negative: not a server, but its data are in use
              Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
              lines.size() < 4 ? 0 : Integer.parseInt(lines.get(3).strip()),
              lines.size() >= 8 && lines.get(7).strip().equals("ready")));
    } catch (NumberFormatException e) {
      throw new IOException(file + " is not a valid postmaster.pid", e);
    }
  }

  /**
   * Whether the process is alive and the server that wrote the file, rather than a later one with
   * its number.
   */
  boolean isServerAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty() || isZombie()) {
      return false;
    }
    ProcessHandle.Info info = process.get().info();
    // Only the first is certain: the clock may have been set since the start.
    return info.arguments()
        .map(arguments -> List.of(arguments).contains(file.getParent().toString()))
        .or(() -> info.startInstant().map(this::isStart))
        .orElse(true);
  }

  private boolean isStart(Instant instant) {
    return Duration.between(instant, started).abs().compareTo(SAME_START) < 0;
  }

  /**
   * Whether the process is a zombie: a killed server stays one where the first process doesn't reap
   * orphans, as in many containers.
   */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false; // not Linux, or gone meanwhile
    }
  }

  /** Whether the server is ready and its port takes connections. */
  boolean accepts() {
    if (!ready || !isServerAlive()) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LocalServer.HOST, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Deletes the file of a server that has ended, when another process has its number now. Otherwise
   * the file stays: PostgreSQL looks there for processes that the server may have left running.
   */
  void deleteIfInTheWay() throws IOException {
    if (ProcessHandle.of(pid).isPresent() && !isServerAlive()) {
      Files.deleteIfExists(file);
    }
  }
}
