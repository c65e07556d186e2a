package orgs.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orgs.config.DatabaseException;
import orgs.config.Home;
import orgs.config.Ownership;

/**
 * The directory in which clients find the daemon of their user. Nobody else can enter it.
 *
 * <p>A client makes a file there, named by a number that can't be guessed, and has it open while it
 * waits. Whoever deletes this file has decided: the daemon, that it answers the request; the
 * client, that it won't wait any longer.
 */
public final class DaemonFolder {

  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String PROOFS = "????????-????";

  private final Path folder;

  private DaemonFolder(Path folder) {
    this.folder = folder;
  }

  /** The one that this environment leads to, as the launcher finds it; nothing is created. */
  public static DaemonFolder of(Map<String, String> environment) {
    return new DaemonFolder(Home.of(environment).cache().resolve("daemon"));
  }

  public Path path() {
    return folder;
  }

  /** What the daemon writes about a start that failed. */
  public Path log() {
    return folder.resolve("log");
  }

  Path state() {
    return folder.resolve("state");
  }

  /** The named pipe that the daemon reads. */
  Path requests() {
    return folder.resolve("requests");
  }

  Path proof(String id) {
    return folder.resolve(id);
  }

  /** There while a command starts the daemon that nobody has started ({@code auto}). */
  public Path starting() {
    return folder.resolve("starting");
  }

  /** The daemon that runs. */
  public Optional<DaemonState> running() {
    return DaemonState.read(state()).filter(state -> state.isAlive(requests()));
  }

  /** What the daemon that runs has counted. */
  public Figures figures() throws IOException {
    return Figures.read(folder.resolve("figures"));
  }

  /**
   * Makes the directory where there is none.
   *
   * @throws DatabaseException (LOCAL) when others could write in it, or replace it
   */
  public void create() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }
    Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER.value());
    String problem = Ownership.problemOf(folder);
    if (problem == null) {
      problem = Ownership.problemAbove(folder);
    }
    if (problem != null) {
      throw DatabaseException.local(
          problem + "; no daemon is started there", "set ORGS_HOME to a directory of your own");
    }
  }

  /** The lock that a daemon holds as long as it runs, or null where another one does. */
  FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OWNER_ONLY_FILE);
    if (channel.tryLock() == null) {
      channel.close();
      return null;
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  /** The process that has the lock, also one that isn't found any more because it is stopping. */
  Optional<ProcessHandle> holder() throws IOException {
    Path file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        return Optional.empty();
      }
      String pid = Files.readString(file);
      return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    }
  }

  /** Removes what a former daemon has left, and makes the pipe for requests. */
  Figures begin() throws IOException {
    clear();
    try {
      int code =
          new ProcessBuilder("mkfifo", "-m", "600", requests().toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException("mkfifo can't make " + requests());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return Figures.create(folder.resolve("figures"));
  }

  /** From here on clients find the daemon. */
  void publish(DaemonState state) throws IOException {
    Path draft = folder.resolve("state.new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, OWNER_ONLY_FILE);
    Files.writeString(draft, state.text());
    Files.move(draft, state(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes all but the lock and the log. Who waits for an answer runs the command itself. */
  void clear() throws IOException {
    Files.deleteIfExists(state());
    Files.deleteIfExists(requests());
    Files.deleteIfExists(folder.resolve("figures"));
    try (DirectoryStream<Path> proofs = Files.newDirectoryStream(folder, PROOFS)) {
      for (Path proof : proofs) {
        Files.deleteIfExists(proof);
      }
    }
  }

  /** Gives the daemon a line to read. Never waits for it. */
  void send(String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(requests(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }
}
