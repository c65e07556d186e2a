package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.PgBouncer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/**
 * Commands behind PgBouncer in transaction mode, with as little as one connection. They have a
 * database of their own, where other tests leave no locks and temporary tables.
 */
class PoolerTest {

  /** After fewer questions a server that does not answer counts as stopped. */
  private static final int QUESTIONS = 5;

  private static final String SETTINGS =
      "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'),"
          + " current_setting('search_path'),"
          + " current_setting('session_replication_role'), current_setting('work_mem'),"
          + " (SELECT count(*) FROM pg_class WHERE relname LIKE 'orgs\\_%' AND relpersistence = 't'),"
          + " (SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
          + " WHERE locktype = 'advisory' AND datname = current_database())";

  private final TestOrgs orgs = TestOrgs.unmigrated();
  private final String database = "pooled_" + orgs.schema();

  @TempDir Path folder;

  @BeforeEach
  void createDatabase() {
    assumeThat(PgBouncer.isThere()).as("PgBouncer is installed").isTrue();
    orgs.requirePassword();
    orgs.execute("CREATE DATABASE " + database);
  }

  @AfterEach
  void dropDatabase() {
    orgs.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  }

  private void goBy(int port) {
    orgs.goBy(port);
    orgs.environment()
        .computeIfPresent(
            "ORGS_DATABASE_URL", (name, url) -> url.replaceFirst("/[a-z]+$", "/" + database));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyCommandWorksAndLeavesNoSetting(int connections) throws Exception {
    Path names = Files.writeString(folder.resolve("names.txt"), "ann\nbob\ncid\n");
    Path all = Files.writeString(folder.resolve("all.csv"), "org,member\nacme,dan\nnew,x\n");
    Path script = Files.writeString(folder.resolve("script"), "create y\ndelete y --yes\n");
    String saved = folder.resolve("saved.jsonl").toString();
    try (PgBouncer pooler =
        PgBouncer.start(orgs, Files.createDirectory(folder.resolve("pooler")), connections)) {
      goBy(pooler.port());
      List<String> before = null;
      for (String command :
          List.of(
              "db migrate",
              "db migrate",
              "create acme --member ann",
              "members add acme bob",
              "members list acme --contains b",
              "members import acme " + names,
              "members sync acme " + names + " --yes --max-removals 100%",
              "import " + all,
              "members move acme ann --to new --yes",
              "copy new old",
              "merge old --into new --yes",
              "backup --all -o " + saved,
              "delete acme new --yes",
              "restore " + saved,
              "run " + script + " --single-transaction",
              "export --format csv",
              "db status",
              "db drop --yes")) {
        Result result = orgs.run(command.split(" "));

        assertThat(result.exit()).as("%s: %s", command, result).isZero();
        List<String> after = settings(pooler.port());
        before = before == null ? after : before;
        assertThat(after).as(command).isEqualTo(before);
      }
    }
  }

  /** The probe of the server gets no session, because the only one is busy. */
  @Test
  void longStatementOnTheOnlyConnectionIsNotCut() throws Exception {
    try (PgBouncer pooler =
            PgBouncer.start(orgs, Files.createDirectory(folder.resolve("pooler")), 1);
        WireProxy proxy =
            new WireProxy(
                () -> new InetSocketAddress("127.0.0.1", pooler.port()),
                message -> false,
                Fault.AFTER,
                () -> {});
        Connection other = connect(orgs.serverAddress().getPort());
        Statement gate = other.createStatement()) {
      goBy(proxy.port());
      orgs.ok("db", "migrate");
      orgs.ok("create", "acme");
      gate.execute(
          """
          CREATE TABLE gate ();
          CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN
            WHILE EXISTS (SELECT FROM pg_locks WHERE relation = 'public.gate'::regclass) LOOP
              PERFORM pg_sleep(0.05);
            END LOOP;
            RETURN NEW;
          END $$;
          CREATE TRIGGER dawdle BEFORE INSERT ON %s.members FOR EACH ROW
          EXECUTE FUNCTION dawdle()
          """
              .formatted(orgs.schema()));
      other.setAutoCommit(false);
      gate.execute("LOCK TABLE gate");
      int before = proxy.connections();
      try (OrgsProcess process =
          OrgsProcess.startWith(OrgsProcess.WATCHFUL, orgs, "members", "add", "acme", "ann")) {
        Eventually.that(
            "it was asked " + QUESTIONS + " times, or the command has ended",
            () -> proxy.connections() > before + QUESTIONS || !process.isAlive());
        other.commit();

        assertThat(process.result()).isEqualTo(Result.ok("1\tann\n"));
        assertThat(proxy.connections()).isGreaterThan(before + QUESTIONS);
      }
    }
  }

  /** Of the sessions that others get from the pooler. */
  private List<String> settings(int port) throws Exception {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SETTINGS)) {
      row.next();
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        values.add(row.getString(i));
      }
      return values;
    }
  }

  private Connection connect(int port) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0".formatted(port, database);
    return DriverManager.getConnection(url, "orgs", orgs.environment().get("PGPASSWORD"));
  }
}
