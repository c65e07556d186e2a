package orgs.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orgs.config.DatabaseException;

/** Starts and stops a server by pg_ctl, while the lock is held. */
final class ServerControl {

  /** How long a server may take to start or stop. A longer recovery goes on without a wait. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final int PAUSE_MILLIS = 50;

  private final DataDirectory data;
  private final ServerPrograms programs;
  private final ServerLog log;

  ServerControl(DataDirectory data, ServerPrograms programs, ServerLog log) {
    this.data = data;
    this.programs = programs;
    this.log = log;
  }

  /**
   * Starts the server and waits until it takes connections.
   *
   * @param settings further ones
   */
  PostmasterFile start(Map<String, String> settings) throws IOException {
    Instant deadline = Instant.now().plus(LIMIT);
    log.mark();
    while (true) {
      String obstacle = "it doesn't take connections";
      Optional<PostmasterFile> server = data.liveServer();
      if (server.isPresent() && server.get().accepts()) {
        return server.get();
      }
      if (log.showsFullDisk()) {
        throw failure("start", ServerLog.DISK_FULL);
      }
      if (server.isEmpty()) {
        ServerPrograms.Result result = tryToStart(settings);
        if (!result.ok() && !isPassing(result)) {
          throw failure("start", result.reason());
        }
        obstacle = result.reason();
      }
      if (Instant.now().isAfter(deadline)) {
        throw failure("start", "not ready after " + LIMIT.toSeconds() + " s: " + obstacle);
      }
      Pause.millis(PAUSE_MILLIS);
    }
  }

  private ServerPrograms.Result tryToStart(Map<String, String> settings) throws IOException {
    Path folder = data.realFolder();
    Optional<PostmasterFile> stale = PostmasterFile.read(folder);
    if (stale.isPresent()) {
      stale.get().deleteIfInTheWay();
    }
    ServerSettings.write(folder, freePort(), settings);
    return control("start", "--log=" + log.file().toRealPath());
  }

  /**
   * Whether another try may succeed: the port has been taken meanwhile, or a killed server's
   * processes are still ending.
   */
  private static boolean isPassing(ServerPrograms.Result result) {
    return result.says("could not bind")
        || result.says("is still in use")
        || result.says("\"postmaster.pid\" already exists");
  }

  /** Stops the server without waiting for its clients. */
  void stop() throws IOException {
    ServerPrograms.Result result = control("stop", "--mode=fast");
    if (!result.ok() && data.liveServer().isPresent()) {
      // The server can't write a last checkpoint, for instance on a full disk; the next start
      // recovers.
      result = control("stop", "--mode=immediate");
    }
    if (!result.ok() && data.liveServer().isPresent()) {
      throw failure("stop", result.reason());
    }
  }

  private ServerPrograms.Result control(String verb, String option) throws IOException {
    List<String> arguments =
        List.of(
            verb,
            "--silent",
            "--wait",
            "--timeout=" + LIMIT.toSeconds(),
            "--pgdata=" + ServerPrograms.shellSafe(data.realFolder()),
            option);
    return programs.run(LIMIT.multipliedBy(2), "pg_ctl", arguments);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LocalServer.HOST))) {
      return socket.getLocalPort();
    }
  }

  private DatabaseException failure(String verb, String reason) {
    if (reason.contains(ServerLog.DISK_FULL)) {
      return DatabaseException.local(
          "cannot %s the local database: the disk that holds %s is full"
              .formatted(verb, data.parent()),
          "make room and try again: its data are kept");
    }
    return DatabaseException.local(
        "cannot %s the local database: %s".formatted(verb, reason), "see " + log.file());
  }
}
