package orgs.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final String MOVE_HINT = "set ORGS_HOME to keep all of it in another folder";

  private final Home home;
  private final Map<String, String> settings;
  private final boolean checksOwner;
  private final DataDirectory data;
  private final ServerLog log;

  /** The server of this home; does nothing yet. */
  public LocalServer(Home home) {
    this(home, Map.of(), true);
  }

  /**
   * A server with further settings, for the build and the tests. Its directories are as safe as the
   * checkout that they are in, which may belong to another user.
   *
   * @param settings PostgreSQL's names and values, in effect from the next start and instead of
   *     orgs's own; with fsync=off the creation of the cluster isn't synced either
   */
  public LocalServer(Home home, Map<String, String> settings) {
    this(home, settings, false);
  }

  private LocalServer(Home home, Map<String, String> settings, boolean checksOwner) {
    this.home = home;
    this.settings = Map.copyOf(settings);
    this.checksOwner = checksOwner;
    this.data = new DataDirectory(home.data());
    this.log = new ServerLog(home.data().resolve("server.log"));
  }

  /** Where and as whom to connect. */
  public record Address(String host, int port, String database, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
    }
  }

  /** The log of the server and its programs; a start begins it anew when it has more than 1 MB. */
  public Path logFile() {
    return log.file();
  }

  /**
   * The running server's address. Reads its pid file and looks at its process, and starts nothing;
   * only a connection shows whether it answers.
   */
  public Optional<Address> running() {
    return guarded(
        "look for",
        () -> {
          requireOwn(home.data());
          PostmasterFile server = data.liveServer().orElse(null);
          return server == null || !server.ready()
              ? Optional.empty()
              : Optional.of(address(server));
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
          Optional<PostmasterFile> server = data.liveServer().filter(PostmasterFile::accepts);
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

  /** The file from which libpq takes the password to this server; it is created if missing. */
  public Path passwordFile() {
    return guarded(
        "write the password file of",
        () -> {
          requireOwn(home.data());
          return LockFile.holding(lockFile(), () -> {}, () -> data.libpqPasswordFile(HOST));
        });
  }

  /**
   * Stops the server without waiting for its clients, whose transactions are undone.
   *
   * @return whether it was running
   * @throws DatabaseException (LOCAL) when it still runs after 60 s
   */
  public boolean stop() {
    return guarded(
        "stop",
        () -> {
          requireOwn(home.data());
          return data.exists() && LockFile.holding(lockFile(), () -> {}, this::stopAlone);
        });
  }

  private PostmasterFile startAlone(Consumer<String> messages) throws IOException {
    Optional<PostmasterFile> running = data.liveServer().filter(PostmasterFile::accepts);
    if (running.isPresent()) {
      return running.get();
    }
    ServerArchive archive = ServerArchive.ofThisMachine();
    ServerUser user = ServerUser.current();
    ServerPrograms programs = programs(archive, user, messages);
    log.shorten();
    if (!data.exists()) {
      messages.accept("creating the local database in " + home.data());
      data.create(
          programs, Integer.parseInt(archive.major()), !"off".equals(settings.get("fsync")));
    }
    data.check(archive, user);
    messages.accept("starting the local database");
    return new ServerControl(data, programs, log).start(settings);
  }

  private boolean stopAlone() throws IOException {
    if (data.liveServer().isEmpty()) {
      return false;
    }
    ServerArchive archive = ServerArchive.ofThisMachine();
    ServerUser user = ServerUser.owning(data.owner());
    new ServerControl(data, programs(archive, user, message -> {}), log).stop();
    return true;
  }

  private ServerPrograms programs(ServerArchive archive, ServerUser user, Consumer<String> messages)
      throws IOException {
    try {
      Folders.create(home.cache());
      requireOwn(home.cache());
      Path server = UnpackedServer.in(home.cache(), archive, messages);
      requireOwnPrograms(server);
      return new ServerPrograms(server, user, log.file());
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

  /** The directory may have been made while others could write in the one around it. */
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

  /**
   * The process id of the running server.
   *
   * @throws IllegalStateException when it doesn't run
   */
  public long processId() {
    return guarded(
        "look for",
        () -> data.liveServer().map(PostmasterFile::pid).orElseThrow(IllegalStateException::new));
  }

  /**
   * Whether the disk that the server writes to is full, or was since the server's address was last
   * asked for: then it ends all connections, and can't report why.
   */
  public boolean isDiskFull() {
    return log.showsFullDisk();
  }

  private Address address(PostmasterFile server) throws IOException {
    log.mark();
    return new Address(
        HOST, server.port(), DataDirectory.DATABASE, DataDirectory.USER, data.password());
  }

  private Path lockFile() {
    return home.data().resolve("lock");
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

  private static String reason(IOException e) {
    if (String.valueOf(e.getMessage()).contains(ServerLog.DISK_FULL)) {
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
