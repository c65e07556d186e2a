package orgs.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.config.Home;
import orgs.testing.Eventually;

/** A local server in a folder of its own, stopped at the end. */
public final class TestHome implements AutoCloseable {
  public static final Path TARGET = Path.of("target").toAbsolutePath();

  /** PostgreSQL is unpacked here once for all tests, and for code generation. */
  static final Path CACHE = TARGET.resolve("postgresql");

  final Home home;
  public final LocalServer server;
  public final List<String> messages = new ArrayList<>();
  private final boolean copied;

  /** A server as users have it. */
  public TestHome(Path data) {
    this(data, Map.of(), false);
  }

  private TestHome(Path data, Map<String, String> settings, boolean copied) {
    this.copied = copied;
    home = new Home(CACHE, data);
    server = settings.isEmpty() ? new LocalServer(home) : new LocalServer(home, settings);
  }

  /** A server that doesn't wait for the disk, where that isn't what is tested. */
  static TestHome fast(Path data) {
    return new TestHome(data, Map.of("fsync", "off"), false);
  }

  /** A fast server whose data directory is a copy, where its creation isn't what is tested. */
  static TestHome copied(Path data) {
    return new TestHome(data, Map.of("fsync", "off"), true);
  }

  /** A fast server with a copied data directory at this port. */
  static TestHome at(int port, Path data) {
    return new TestHome(data, Map.of("fsync", "off", "port", String.valueOf(port)), true);
  }

  /** Starts the server; {@link #messages} has what it said. */
  public LocalServer.Address start() {
    if (copied && isEmpty(home.data())) {
      Template.copyTo(home.data());
    }
    messages.clear();
    return server.start(messages::add);
  }

  private static boolean isEmpty(Path folder) {
    return !Files.exists(folder)
        || Files.isDirectory(folder) && Objects.requireNonNull(folder.toFile().list()).length == 0;
  }

  /** Kills the server without a chance to clean up. */
  void kill() throws IOException {
    ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
    Eventually.that("it has ended", () -> server.running().isEmpty());
  }

  long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile()).get(0));
  }

  Path dataDirectory() {
    return new DataDirectory(home.data()).folder();
  }

  Path pidFile() {
    return dataDirectory().resolve("postmaster.pid");
  }

  /** Runs statements; the first column of the last one's first row, or null. */
  public String sql(String... statements) throws SQLException {
    return sql(dataSource(server.running().orElseThrow()), statements);
  }

  public static String sql(DataSource database, String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String value = null;
      for (String sql : statements) {
        if (statement.execute(sql)) {
          try (ResultSet rows = statement.getResultSet()) {
            value = rows.next() ? rows.getString(1) : null;
          }
        }
      }
      return value;
    }
  }

  public static PGSimpleDataSource dataSource(LocalServer.Address address) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setServerNames(new String[] {address.host()});
    dataSource.setPortNumbers(new int[] {address.port()});
    dataSource.setDatabaseName(address.database());
    dataSource.setUser(address.user());
    dataSource.setPassword(address.password());
    return dataSource;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** A stopped server's files, made once for all tests of this JVM: initdb takes seconds. */
  private static final class Template {
    private static final Path DATA = create();

    private static Path create() {
      try {
        Path data = Files.createTempDirectory(TARGET, "template-").resolve("data");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> run("rm", "-rf", "" + data.getParent())));
        try (TestHome home = fast(data)) {
          home.start();
        }
        return data;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static void copyTo(Path data) {
      run("mkdir", "-p", data.toString());
      run("cp", "-a", DATA + "/.", data.toString());
    }

    private static void run(String... command) {
      try {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
          throw new IllegalStateException(String.join(" ", command));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
