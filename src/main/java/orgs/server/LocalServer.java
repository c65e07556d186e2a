package orgs.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import orgs.config.DatabaseException;
import orgs.config.Home;
import orgs.config.OwnProcess;

/**
 * A PostgreSQL server of our own, for one user of this machine: durable, reachable over loopback
 * only, protected by a random password, and left running until it is stopped.
 *
 * <p>Any number of processes may use this at once.
 */
public final class LocalServer {
  public static final String HOST = "127.0.0.1";

  /**
   * How long a server may take to start or stop. A recovery that takes longer goes on without us.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the system says, in the locale that programs of ours have. */
  private static final String DISK_FULL = "No space left on device";

  private static final long NO_SPACE_BYTES = 1 << 16;

  private static final int PAUSE_MILLIS = 50;
  private static final long LARGE_LOG_BYTES = 1_000_000;
  private static final String MOVE_HINT = "set ORGS_HOME to keep all of it in another folder";

  private final Home home;
  private final Map<String, String> settings;
  private final boolean checksOwner;
  private final Cluster cluster;

  /** How long the log was when the address was last asked for. */
  private volatile long logBytes;

  /** The server of this home; does nothing yet. */
  public LocalServer(Home home) {
    this(home, Map.of(), true);
  }

  /**
   * A server with further settings, for the build and the tests. Its folders are as safe as the
   * checkout that they are in, which may belong to somebody else.
   *
   * @param settings PostgreSQL's names and values, in effect from the next start and stronger than
   *     ours; with fsync=off its creation isn't synced either
   */
  public LocalServer(Home home, Map<String, String> settings) {
    this(home, settings, false);
  }

  private LocalServer(Home home, Map<String, String> settings, boolean checksOwner) {
    this.home = home;
    this.settings = Map.copyOf(settings);
    this.checksOwner = checksOwner;
    this.cluster = new Cluster(home.data());
  }

  /** Where and as whom to connect. */
  public record Address(String host, int port, String database, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
    }
  }

  /**
   * What the server and its programs have to say; begun anew at a start when it has more than 1 MB.
   */
  public Path logFile() {
    return home.data().resolve("server.log");
  }

  /**
   * The running server's address. Reads its pid file and looks at its process, and starts nothing;
   * whether it answers shows when connecting.
   */
  public Optional<Address> running() {
    return guarded(
        "look for",
        () -> {
          requireOwn(home.data());
          Optional<PostmasterFile> server = alive().filter(PostmasterFile::ready);
          return server.isPresent() ? Optional.of(address(server.get())) : Optional.empty();
        });
  }

  /**
   * Starts the server unless it runs and takes connections; creates it on first use.
   *
   * @param messages gets a line before each step that takes noticeable time
   * @throws DatabaseException (LOCAL) when it can't, or the server isn't ready after 60 s
   */
  public Address start(Consumer<String> messages) {
    return guarded(
        "start",
        () -> {
          requireOwn(home.data());
          Optional<PostmasterFile> server = alive().filter(PostmasterFile::accepts);
          if (server.isPresent()) {
            return address(server.get());
          }
          OwnProcess.require();
          Folders.create(home.data());
          requireOwn(home.data());
          return LockFile.holding(
              lockFile(),
              () -> messages.accept("waiting for another orgs to start the local database"),
              () -> address(startAlone(messages)));
        });
  }

  /** A file from which libpq takes the password to this server; made where it isn't there. */
  public Path passwordFile() {
    return guarded(
        "write the password file of",
        () -> {
          requireOwn(home.data());
          return LockFile.holding(lockFile(), () -> {}, () -> cluster.libpqPasswordFile(HOST));
        });
  }

  /**
   * Stops the server without waiting for its clients, whose transactions are undone.
   *
   * @return whether it was running
   * @throws DatabaseException (LOCAL) when it is still there after 60 s
   */
  public boolean stop() {
    return guarded(
        "stop",
        () -> {
          requireOwn(home.data());
          return cluster.exists() && LockFile.holding(lockFile(), () -> {}, this::stopAlone);
        });
  }

  private PostmasterFile startAlone(Consumer<String> messages) throws IOException {
    Optional<PostmasterFile> anothers = alive().filter(PostmasterFile::accepts);
    if (anothers.isPresent()) {
      return anothers.get();
    }
    ServerArchive archive = ServerArchive.ofThisMachine();
    ServerUser user = ServerUser.current();
    ServerPrograms programs = programs(archive, user, messages);
    shortenLog();
    if (!cluster.exists()) {
      messages.accept("creating the local database in " + home.data());
      cluster.create(
          programs, Integer.parseInt(archive.major()), !"off".equals(settings.get("fsync")));
    }
    cluster.check(archive, user);
    messages.accept("starting the local database");
    return startProgram(programs);
  }

  private PostmasterFile startProgram(ServerPrograms programs) throws IOException {
    Instant deadline = Instant.now().plus(PATIENCE);
    markLog();
    while (true) {
      String obstacle = "it doesn't take connections";
      Optional<PostmasterFile> server = alive();
      if (server.isPresent()) {
        if (server.get().accepts()) {
          return server.get();
        }
      }
      if (isDiskFull()) {
        throw failure("start", DISK_FULL);
      }
      if (server.isEmpty()) {
        ServerPrograms.Result result = tryToStart(programs);
        if (!result.ok() && !isPassing(result)) {
          throw failure("start", result.reason());
        }
        obstacle = result.reason();
      }
      if (Instant.now().isAfter(deadline)) {
        throw failure("start", "not ready after " + PATIENCE.toSeconds() + " s: " + obstacle);
      }
      Pause.millis(PAUSE_MILLIS);
    }
  }

  private ServerPrograms.Result tryToStart(ServerPrograms programs) throws IOException {
    Path folder = cluster.realFolder();
    Optional<PostmasterFile> stale = PostmasterFile.read(folder);
    if (stale.isPresent()) {
      stale.get().deleteIfInTheWay();
    }
    ServerSettings.write(folder, freePort(), settings);
    return control(programs, "start", "--log=" + logFile().toRealPath());
  }

  /**
   * Whether another try may succeed: the port was taken meanwhile, or a killed server's processes
   * still end.
   */
  private static boolean isPassing(ServerPrograms.Result result) {
    return result.says("could not bind")
        || result.says("is still in use")
        || result.says("\"postmaster.pid\" already exists");
  }

  private boolean stopAlone() throws IOException {
    if (alive().isEmpty()) {
      return false;
    }
    ServerArchive archive = ServerArchive.ofThisMachine();
    ServerUser user = ServerUser.owning(cluster.owner());
    ServerPrograms programs = programs(archive, user, message -> {});
    ServerPrograms.Result result = control(programs, "stop", "--mode=fast");
    if (!result.ok() && alive().isPresent()) {
      // It can't write a last checkpoint, for instance on a full disk; the next start recovers.
      result = control(programs, "stop", "--mode=immediate");
    }
    if (!result.ok() && alive().isPresent()) {
      throw failure("stop", result.reason());
    }
    return true;
  }

  private ServerPrograms.Result control(ServerPrograms programs, String verb, String option)
      throws IOException {
    List<String> arguments =
        List.of(
            verb,
            "--silent",
            "--wait",
            "--timeout=" + PATIENCE.toSeconds(),
            "--pgdata=" + ServerPrograms.shellSafe(cluster.realFolder()),
            option);
    return programs.run(PATIENCE.multipliedBy(2), "pg_ctl", arguments);
  }

  private ServerPrograms programs(ServerArchive archive, ServerUser user, Consumer<String> messages)
      throws IOException {
    try {
      Folders.create(home.cache());
      requireOwn(home.cache());
      Path server = UnpackedServer.in(home.cache(), archive, messages);
      requireOwnPrograms(server);
      return new ServerPrograms(server, user, logFile());
    } catch (IOException e) {
      throw DatabaseException.local(
          "cannot unpack PostgreSQL into " + home.cache() + ": " + reason(e), MOVE_HINT, e);
    }
  }

  private void requireOwn(Path folder) throws IOException {
    if (checksOwner && Files.exists(folder)) {
      OwnFolder.require(folder);
    }
  }

  /** The folder may have been made while others could write in the one around it. */
  private void requireOwnPrograms(Path server) throws IOException {
    if (!checksOwner) {
      return;
    }
    OwnFolder.requireItself(server);
    OwnFolder.requireItself(server.resolve("lib"));
    OwnFolder.requireItself(server.resolve("bin"));
    try (Stream<Path> programs = Files.list(server.resolve("bin"))) {
      for (Path program : (Iterable<Path>) programs::iterator) {
        OwnFolder.requireItself(program);
      }
    }
  }

  /** The server that wrote the pid file, if it is alive, ready or not. */
  private Optional<PostmasterFile> alive() throws IOException {
    if (!cluster.exists()) {
      return Optional.empty();
    }
    return PostmasterFile.read(cluster.realFolder()).filter(PostmasterFile::isServerAlive);
  }

  /**
   * The process id of the running server.
   *
   * @throws IllegalStateException when it doesn't run
   */
  public long processId() {
    return guarded(
        "look for", () -> alive().map(PostmasterFile::pid).orElseThrow(IllegalStateException::new));
  }

  /**
   * Whether the disk is full that the server writes to, or was since the server's address was last
   * asked for: then it ends all connections, and can't tell its clients.
   */
  public boolean isDiskFull() {
    try {
      // A full disk has no room for the log, either.
      return Files.getFileStore(home.data()).getUsableSpace() < NO_SPACE_BYTES || toldOfFullDisk();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean toldOfFullDisk() {
    try (FileChannel log = FileChannel.open(logFile())) {
      long from = log.size() < logBytes ? 0 : logBytes;
      log.position(Math.max(from, log.size() - LARGE_LOG_BYTES));
      String news = new String(Channels.newInputStream(log).readAllBytes(), UTF_8);
      return news.contains(DISK_FULL);
    } catch (IOException e) {
      return false;
    }
  }

  private void markLog() throws IOException {
    logBytes = Files.exists(logFile()) ? Files.size(logFile()) : 0;
  }

  private Address address(PostmasterFile server) throws IOException {
    markLog();
    return new Address(HOST, server.port(), Cluster.DATABASE, Cluster.USER, cluster.password());
  }

  private Path lockFile() {
    return home.data().resolve("lock");
  }

  private void shortenLog() throws IOException {
    if (Files.exists(logFile()) && Files.size(logFile()) > LARGE_LOG_BYTES) {
      Files.move(
          logFile(),
          logFile().resolveSibling("server.log.old"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private <T> T guarded(String verb, LockFile.Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw DatabaseException.local(
          "cannot %s the local database in %s: %s".formatted(verb, home.data(), reason(e)),
          MOVE_HINT,
          e);
    }
  }

  private DatabaseException failure(String verb, String reason) {
    if (reason.contains(DISK_FULL)) {
      return DatabaseException.local(
          "cannot %s the local database: the disk that holds %s is full"
              .formatted(verb, home.data()),
          "make room and try again: its data are kept");
    }
    return DatabaseException.local(
        "cannot %s the local database: %s".formatted(verb, reason), "see " + logFile());
  }

  private static String reason(IOException e) {
    if (String.valueOf(e.getMessage()).contains(DISK_FULL)) {
      return "the disk is full";
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is in the way";
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileSystemException) {
      return e.getMessage();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
