package orgs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.config.DatabaseException;
import orgs.config.Home;
import orgs.testing.Background;
import orgs.testing.Eventually;
import orgs.testing.ReservedPort;

@Order(1)
class LocalServerTest {
  @TempDir private Path directory;
  private Path data;
  private TestHome test;

  @BeforeEach
  void home() {
    data = directory.resolve("data");
    test = TestHome.copied(data);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void nothingIsTouchedBeforeTheFirstStart() {
    assertThat(test.server.running()).isEmpty();
    assertThat(test.server.stop()).isFalse();
    assertThat(data).doesNotExist();
  }

  @Test
  void firstUseCreatesADurableServerForOneUser() throws Exception {
    test = new TestHome(data);
    LocalServer.Address address = test.start();
    assertThat(test.messages)
        .endsWith("creating the local database in " + data, "starting the local database");
    assertThat(test.server.running()).contains(address);
    assertThat(address.host()).isEqualTo("127.0.0.1");
    assertThat(address.toString()).doesNotContain(address.password());
    assertThat(address.password()).hasSize(32);

    assertThat(mode(data)).isEqualTo("rwx------");
    assertThat(mode(test.dataDirectory())).isEqualTo("rwx------");
    assertThat(mode(data.resolve("password"))).isEqualTo("rw-------");
    assertThat(mode(test.server.logFile())).isEqualTo("rw-------");

    assertThat(test.sql("SHOW fsync")).isEqualTo("on");
    assertThat(test.sql("SHOW full_page_writes")).isEqualTo("on");
    assertThat(test.sql("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(test.sql("SHOW data_checksums")).isEqualTo("on");
    assertThat(test.sql("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(test.sql("SHOW unix_socket_directories")).isEmpty();
    assertThat(test.sql("SHOW server_encoding")).isEqualTo("UTF8");
    assertThat(test.sql("SHOW max_wal_size")).isEqualTo("4GB");
    assertThat(test.sql("SELECT count(*) FROM pg_file_settings WHERE error IS NOT NULL"))
        .isEqualTo("0");
    assertThat(
            test.sql(
                "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'orgs'"))
        .isEqualTo("t");
    assertThat(test.sql("SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
        .isEqualTo("scram-sha-256");
  }

  @Test
  void namesInAnyScriptHaveTrigrams() throws Exception {
    test.start();
    test.sql("CREATE EXTENSION pg_trgm", "CREATE EXTENSION btree_gin");
    for (String name : List.of("Zoë", "Жук", "山田太郎")) {
      assertThat(test.sql("SELECT cardinality(show_trgm('" + name + "')) > 1")).isEqualTo("t");
    }
  }

  @Test
  void secondUseFindsTheServerRunning() {
    LocalServer.Address first = test.start();
    assertThat(test.start()).isEqualTo(first);
    assertThat(test.messages).isEmpty();
  }

  @Test
  void stoppingKeepsTheData() throws Exception {
    String password = test.start().password();
    test.sql("CREATE TABLE kept AS SELECT 42 AS n");
    assertThat(test.server.stop()).isTrue();
    assertThat(test.server.running()).isEmpty();
    assertThat(test.server.stop()).isFalse();
    assertThat(test.start().password()).isEqualTo(password);
    assertThat(test.messages).containsExactly("starting the local database");
    assertThat(test.sql("SELECT n FROM kept")).isEqualTo("42");
  }

  @Test
  void aKilledServerIsStartedAgain() throws Exception {
    test.start();
    test.sql("CREATE TABLE kept AS SELECT 42 AS n");
    test.kill();
    assertThat(test.pidFile()).exists();
    assertThat(test.server.running()).isEmpty();
    test.start();
    assertThat(test.sql("SELECT n FROM kept")).isEqualTo("42");
  }

  @Test
  void aPortThatIsTakenIsNoFailure() throws Exception {
    try (ReservedPort port = new ReservedPort();
        TestHome other = TestHome.at(port.number(), data)) {
      FutureTask<LocalServer.Address> start;
      try (ServerSocket taken =
          new ServerSocket(port.number(), 1, InetAddress.getByName(LocalServer.HOST))) {
        start = Background.start(other::start);
        Eventually.that(
            "the server is refused " + taken, () -> log(other).contains("could not bind"));
      }
      assertThat(Eventually.get(start).port()).isEqualTo(port.number());
    }
  }

  private static String log(TestHome home) throws IOException {
    Path log = home.server.logFile();
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Test
  void damagedProgramsAreUnpackedAgain() throws Exception {
    Home home = new Home(directory.resolve("cache"), data);
    LocalServer server = new LocalServer(home, Map.of("fsync", "off"));
    List<String> messages = new ArrayList<>();
    try {
      server.start(messages::add);
      assertThat(messages.get(0)).startsWith("unpacking PostgreSQL ");
      Path folder;
      try (Stream<Path> unpacked = Files.list(home.cache())) {
        folder = unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
      }
      Files.delete(folder.resolve("bin/pg_ctl"));
      assertThat(server.stop()).isTrue();

      Path program = folder.resolve("bin/postgres");
      FileTime changed = Files.getLastModifiedTime(program);
      try (FileChannel channel = FileChannel.open(program, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[100]), channel.size() / 2);
      }
      Files.setLastModifiedTime(program, changed);
      messages.clear();
      server.start(messages::add);
      assertThat(messages.get(0)).startsWith(folder + " isn't as it was unpacked; ");
      server.stop();
      messages.clear();
      server.start(messages::add);
      assertThat(messages).containsExactly("starting the local database");
      try (Stream<Path> unpacked = Files.list(home.cache())) {
        assertThat(unpacked.filter(Files::isDirectory)).containsExactly(folder);
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void anotherProcessWithTheServersNumberIsLeftAlone() throws Exception {
    test.start();
    List<String> lines = Files.readAllLines(test.pidFile());
    test.server.stop();
    Process other = new ProcessBuilder("sleep", "86400").start();
    try {
      lines.set(0, Long.toString(other.pid()));
      Files.write(test.pidFile(), lines);
      assertThat(test.server.running()).isEmpty();
      assertThat(test.server.stop()).isFalse();
      test.start();
      assertThat(test.sql("SELECT 1")).isEqualTo("1");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void anotherServerWithTheServersNumberIsLeftAlone() throws Exception {
    test.start();
    List<String> lines = Files.readAllLines(test.pidFile());
    test.server.stop();
    try (TestHome other = TestHome.copied(directory.resolve("other"))) {
      other.start();
      lines.set(0, Long.toString(other.pid()));
      Files.write(test.pidFile(), lines);
      assertThat(test.server.running()).isEmpty();
      assertThat(test.server.stop()).isFalse();
      test.start();
      assertThat(test.sql("SELECT 1")).isEqualTo("1");
      assertThat(other.sql("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void threadsThatStartAtOnceGetOneServer() throws Exception {
    Callable<LocalServer.Address> start = () -> TestHome.fast(data).server.start(message -> {});
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<LocalServer.Address>> started = threads.invokeAll(List.of(start, start, start));
      for (Future<LocalServer.Address> address : started) {
        assertThat(address.get()).isEqualTo(test.server.running().orElseThrow());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void pathsMayHaveSpacesQuotesAndOtherLetters() throws Exception {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")));
    try (TestHome other = TestHome.fast(directory.resolve("d'été à Łódź/-x/данные"))) {
      other.start();
      assertThat(other.sql("SELECT 1")).isEqualTo("1");
      assertThat(other.server.running()).isPresent();
      assertThat(other.server.stop()).isTrue();
      other.start();
      other.kill();
      other.start();
      assertThat(other.sql("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aDataFolderMayBeALink() throws Exception {
    Path there = Files.createDirectory(directory.resolve("there"));
    Files.createSymbolicLink(data, there);
    test.start();
    assertThat(test.sql("SELECT 1")).isEqualTo("1");
    assertThat(there.resolve("postgresql")).isDirectory();
    assertThat(test.server.stop()).isTrue();
  }

  @Test
  void whatTheShellWouldReadIsRefused() {
    TestHome other = TestHome.fast(directory.resolve("a$(touch b)"));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(other::start)
        .withMessageContaining("PostgreSQL can't run in a folder whose path has one of");
  }

  @Test
  void aFileInTheWayIsNamed() throws Exception {
    Files.createFile(data);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(test::start)
        .withMessage("cannot start the local database in %s: %s is in the way", data, data)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.LOCAL))
        .satisfies(e -> assertThat(e.hint()).contains("ORGS_HOME"));
    assertThat(test.server.running()).isEmpty();
    assertThat(test.server.stop()).isFalse();
  }

  @Test
  void anUnfinishedCreationIsBegunAnew() throws Exception {
    test = TestHome.fast(data);
    Path left = Files.createDirectories(data.resolve("postgresql.unfinished-x/base"));
    Files.createFile(left.resolve("1"));
    test.start();
    assertThat(data.resolve("postgresql.unfinished-x")).doesNotExist();
    assertThat(test.sql("SELECT 1")).isEqualTo("1");
  }

  @Test
  void aFolderOfAnotherVersionIsRefused() throws Exception {
    test.start();
    test.server.stop();
    Files.writeString(test.dataDirectory().resolve("PG_VERSION"), "17\n");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(test::start)
        .withMessage(
            test.dataDirectory() + " was made by PostgreSQL 17, and this orgs brings 18.6");
  }

  @Test
  void aFolderThatIsNoClusterIsRefusedAndKept() throws Exception {
    Path precious = Files.createDirectories(test.dataDirectory()).resolve("precious");
    Files.createFile(precious);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(test::start)
        .withMessageContaining("is not a PostgreSQL data folder");
    assertThat(precious).exists();
  }

  @Test
  void damageIsOneLineAndTheLogIsNamed() throws Exception {
    test.start();
    test.server.stop();
    Path control = test.dataDirectory().resolve("global/pg_control");
    Files.delete(control);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(test::start)
        .withMessageStartingWith("cannot start the local database: ")
        .withMessageContaining("pg_control")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
        .satisfies(e -> assertThat(e.hint()).contains(test.server.logFile().toString()));
    assertThat(test.dataDirectory().resolve("PG_VERSION")).exists();
  }

  @Test
  void aLostPasswordIsNamed() throws Exception {
    test.start();
    Path password = data.resolve("password");
    Files.move(password, data.resolve("elsewhere"));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(test.server::running)
        .withMessage("the local database's password is missing: " + password);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
