package orgs.database.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.codegen.ThrowawayServer;
import orgs.config.DatabaseException;
import orgs.config.DatabaseException.Kind;
import orgs.server.Java;
import orgs.server.LocalServer;
import orgs.server.TestHome;

class MigrationsTest {
  private static ThrowawayServer server;
  private static DataSource database;

  private final List<String> messages = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = new ThrowawayServer(TestHome.TARGET, Map.of());
    database = server.dataSource();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void dropSchemas() throws Exception {
    TestHome.sql(database, "DROP SCHEMA IF EXISTS orgs, \"other One\" CASCADE");
  }

  @Test
  void theVersionIsThatOfTheNewestFile() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("db"))) {
      assertThat(
              files
                  .map(Path::getFileName)
                  .map(Path::toString)
                  .mapToInt(MigrationsTest::version)
                  .max())
          .hasValue(Migrations.VERSION);
    }
    assertThat(Migrations.scripts()).hasSize(Migrations.VERSION);
  }

  private static int version(String file) {
    Matcher matcher = Pattern.compile("V(\\d+)__\\w+\\.sql").matcher(file);
    assertThat(matcher.matches()).as(file).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void migratingAgainDoesNothing() {
    assertThat(Migrations.migrate(database, "orgs", messages::add)).isEqualTo(Migrations.VERSION);
    assertThat(messages).containsExactly("migrating the schema \"orgs\"");
    messages.clear();
    assertThat(Migrations.migrate(database, "orgs", messages::add)).isZero();
    assertThat(messages).isEmpty();
  }

  @Test
  void eachSchemaHasItsOwnTablesAndHistory() throws Exception {
    for (String schema : List.of("orgs", "other One")) {
      assertThat(Migrations.migrate(database, schema, messages::add)).isEqualTo(Migrations.VERSION);
    }
    assertThat(
            TestHome.sql(
                database,
                "SELECT string_agg(schemaname || '.' || tablename, ' ' ORDER BY 1) FROM ("
                    + "SELECT schemaname, tablename FROM pg_tables"
                    + " WHERE tablename IN ('members', 'flyway_schema_history')"
                    + " ORDER BY schemaname, tablename) AS t"))
        .isEqualTo(
            "orgs.flyway_schema_history orgs.members"
                + " other One.flyway_schema_history other One.members");
    assertThat(TestHome.sql(database, "SHOW search_path")).isEqualTo("\"$user\", public");
  }

  @Test
  void processesThatMigrateAtOnceTakeTurns() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Integer> migration =
        () -> Migrations.migrate(server.dataSource(), "orgs", message -> {});
    try {
      int applied = 0;
      for (Future<Integer> one :
          threads.invokeAll(List.of(migration, migration, migration, migration))) {
        applied += one.get();
      }
      assertThat(applied).isEqualTo(Migrations.VERSION);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aSchemaOfANewerBuildIsLeftAlone(@TempDir Path newer) throws Exception {
    try (Stream<Path> files = Files.list(Path.of("db"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, newer.resolve(file.getFileName()));
      }
    }
    Files.writeString(newer.resolve("V99__future.sql"), "CREATE TABLE future ();");
    Migrations.migrate(database, "orgs", "filesystem:" + newer, messages::add);
    assertFailure(Kind.TOO_NEW, "the schema \"orgs\" was migrated by a newer orgs");
  }

  @Test
  void aDifferentHistoryIsNotRepaired() throws Exception {
    Migrations.migrate(database, "orgs", messages::add);
    TestHome.sql(
        database, "UPDATE orgs.flyway_schema_history SET checksum = 1 WHERE version = '1'");
    assertFailure(
        Kind.NOT_MIGRATED, "the schema \"orgs\" was not made by the migrations of this orgs");
  }

  @Test
  void tablesInTheWayAreNotTouched() throws Exception {
    TestHome.sql(database, "CREATE SCHEMA orgs", "CREATE TABLE orgs.members AS SELECT 42 AS n");
    assertFailure(Kind.NOT_MIGRATED, "the schema \"orgs\" already holds something else");
    assertThat(TestHome.sql(database, "SELECT n FROM orgs.members")).isEqualTo("42");
  }

  @Test
  void aFailedMigrationIsUndone(@TempDir Path broken) throws Exception {
    Files.writeString(broken.resolve("V1__broken.sql"), "CREATE TABLE half ();\nSELECT 1/0;\n");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () -> Migrations.migrate(database, "orgs", "filesystem:" + broken, messages::add))
        .withMessage("cannot migrate the schema \"orgs\": ERROR: division by zero");
    assertThat(TestHome.sql(database, "SELECT to_regclass('orgs.half')")).isNull();
  }

  @Test
  void missingRightsAreSaid() throws Exception {
    TestHome.sql(database, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN PASSWORD 'guest'");
    PGSimpleDataSource guest = TestHome.dataSource(server.address());
    guest.setUser("guest");
    guest.setPassword("guest");
    assertFailure(
        guest,
        Kind.UNUSABLE,
        "cannot migrate the schema \"orgs\": ERROR: permission denied for database postgres");
    guest.setPassword("wrong");
    assertFailure(
        guest,
        Kind.REFUSED,
        "cannot migrate the schema \"orgs\": FATAL: password authentication failed for user"
            + " \"guest\"");
  }

  @Test
  void anUnreachableServerIsSaid() {
    PGSimpleDataSource nobody = TestHome.dataSource(server.address());
    nobody.setPortNumbers(new int[] {1});
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Migrations.migrate(nobody, "orgs", messages::add))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void flywayPrintsNothing() throws Exception {
    LocalServer.Address address = server.address();
    Java.Result result =
        Java.start(Migrate.class, Map.of(), address.port(), address.password()).result();
    assertThat(result).isEqualTo(new Java.Result(0, "", ""));
    assertThat(Migrations.migrate(database, "orgs", messages::add)).isZero();
  }

  private void assertFailure(Kind kind, String message) {
    assertFailure(database, kind, message);
  }

  private void assertFailure(DataSource database, Kind kind, String message) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Migrations.migrate(database, "orgs", messages::add))
        .withMessage(message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
