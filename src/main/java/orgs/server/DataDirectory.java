package orgs.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import orgs.config.DatabaseException;

/**
 * A server's data directory and the password to it. Only the process that holds the lock beside it
 * changes them.
 */
public final class DataDirectory {
  public static final String USER = "orgs";

  /** The database that every new cluster has for its users. */
  public static final String DATABASE = "postgres";

  private static final String NAME = "postgresql";
  private static final int PASSWORD_BYTES = 24;

  /** The major versions that have these settings first: the tests run on older ones, too. */
  private static final int BUILTIN_LOCALES = 17;

  private static final int SCRAM_ITERATIONS = 16;

  /** Creation takes half a second; slow disks take longer to sync 1000 files. */
  private static final Duration CREATION_LIMIT = Duration.ofMinutes(5);

  /**
   * The types of characters, by the first of these that the system has. Without one of them only
   * ASCII names would have trigrams; the sort order is PostgreSQL's own in any case.
   */
  private static final List<String> CHARACTER_TYPES = List.of("C.UTF-8", "en_US.UTF-8", "C");

  private final Path data;

  /** The data directory in orgs's own directory. */
  public DataDirectory(Path data) {
    this.data = data;
  }

  /** The directory around it, with the password, the lock and the log. */
  Path parent() {
    return data;
  }

  Path folder() {
    return data.resolve(NAME);
  }

  boolean exists() {
    return Files.isDirectory(folder());
  }

  /** The folder as the server itself names it; it must exist. */
  Path realFolder() throws IOException {
    return folder().toRealPath();
  }

  /** The server that wrote the pid file, if it is alive, ready or not. */
  Optional<PostmasterFile> liveServer() throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    PostmasterFile server = PostmasterFile.read(realFolder()).orElse(null);
    return server != null && server.isServerAlive() ? Optional.of(server) : Optional.empty();
  }

  private Path passwordFile() {
    return data.resolve("password");
  }

  String password() throws IOException {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (NoSuchFileException e) {
      throw DatabaseException.local(
          "the local database's password is missing: " + passwordFile(),
          "put the file back, or move " + folder() + " away to start with an empty database");
    }
  }

  /**
   * Creates the cluster under another name and renames it, so that an existing one is complete.
   *
   * @param version PostgreSQL's major one
   * @param sync whether it must survive a power cut
   */
  void create(ServerPrograms programs, int version, boolean sync) throws IOException {
    // A killed orgs left these; its initdb may even be running, so the names differ.
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(data, NAME + ".unfinished-*")) {
      for (Path leftover : leftovers) {
        Folders.delete(leftover);
      }
    }
    createPassword();
    Path unfinished = data.toRealPath().resolve(NAME + ".unfinished-" + UUID.randomUUID());
    try {
      initialize(programs, version, unfinished, sync);
      ServerSettings.include(unfinished);
      Files.move(unfinished, folder(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(unfinished);
    }
  }

  private void createPassword() throws IOException {
    if (Files.exists(passwordFile())) {
      return; // of a creation that was killed, or of a folder that may come back
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    write(passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
  }

  /** The password as libpq reads it, at any port: the server has another one after each start. */
  Path libpqPasswordFile(String host) throws IOException {
    Path file = data.resolve("pgpass");
    String password = password().replace("\\", "\\\\").replace(":", "\\:");
    String line = String.join(":", host, "*", "*", USER, password) + "\n";
    if (!Files.exists(file) || !Files.readString(file).equals(line)) {
      write(file, line);
    }
    return file;
  }

  private static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, Folders.OWNER_ONLY_FILE);
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void initialize(ServerPrograms programs, int version, Path folder, boolean sync)
      throws IOException {
    ServerPrograms.Result result = null;
    for (String characterType : CHARACTER_TYPES) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--pgdata=" + ServerPrograms.shellSafe(folder),
                  "--username=" + USER,
                  "--pwfile=" + passwordFile().toRealPath(),
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--lc-ctype=" + characterType,
                  "--no-instructions"));
      if (version >= BUILTIN_LOCALES) {
        arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
      }
      if (version >= SCRAM_ITERATIONS) {
        // Iterations slow down guessing, which 24 random bytes don't need, and every start of orgs
        // would compute 4096 of them.
        arguments.add("--set=scram_iterations=1");
      }
      if (!sync) {
        arguments.add("--no-sync");
      }
      result = programs.run(CREATION_LIMIT, "initdb", arguments);
      if (!result.says("invalid locale name")) {
        break;
      }
    }
    if (!result.ok()) {
      throw new IOException("initdb failed: " + result.reason());
    }
  }

  /**
   * Refuses a data directory that this server can't use, in plainer words than PostgreSQL's.
   *
   * @throws DatabaseException (LOCAL) for another version or owner, or when it is no data directory
   */
  void check(ServerArchive archive, ServerUser user) throws IOException {
    Path versionFile = folder().resolve("PG_VERSION");
    if (!Files.exists(versionFile)) {
      throw DatabaseException.local(
          folder() + " is not a PostgreSQL data folder: it has no PG_VERSION",
          "move it away to start with an empty database");
    }
    String version = Files.readString(versionFile).strip();
    if (!version.equals(archive.major())) {
      throw DatabaseException.local(
          "%s was made by PostgreSQL %s, and this orgs brings %s"
              .formatted(folder(), version, archive.version()),
          "export with the orgs that made it, move it away, and import again");
    }
    long owner = owner();
    if (owner == user.uid()) {
      return;
    }
    List<Long> roots = List.of(ServerUser.ROOT, ServerUser.NOBODY);
    if (!roots.contains(owner) || !roots.contains(user.uid())) {
      throw DatabaseException.local(
          folder() + " belongs to another user", "run orgs as its owner, or set ORGS_HOME");
    }
    give(user);
  }

  /**
   * Root runs the server in one of two ways, depending on the machine; the folder goes from one to
   * the other.
   */
  private void give(ServerUser user) throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setAttribute(file, "unix:uid", (int) user.uid(), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** The owner's user id. */
  long owner() throws IOException {
    return Integer.toUnsignedLong((Integer) Files.getAttribute(folder(), "unix:uid"));
  }
}
