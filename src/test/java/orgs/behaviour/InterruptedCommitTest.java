package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orgs.cli.syntax.ExitCode;
import orgs.codegen.ThrowawayServer;
import orgs.database.migration.Migrations;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.TestOrgs;

/** A signal that comes while COMMIT is under way: the exit code tells what became of it. */
class InterruptedCommitTest {

  private static ThrowawayServer server;

  private final TestOrgs orgs = TestOrgs.unmigrated();

  /** COMMIT waits there for a standby that never comes; a cancel ends the wait, not the COMMIT. */
  @BeforeAll
  static void start() throws IOException {
    server =
        new ThrowawayServer(
            Path.of("target"),
            Map.of(
                "synchronous_commit", "local",
                "synchronous_standby_names", "nobody",
                "wal_level", "replica",
                "max_wal_senders", "1"));
    Migrations.migrate(server.dataSource(), "orgs", message -> {});
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void useThatServer() throws SQLException {
    query("TRUNCATE orgs.organizations, orgs.members");
    orgs.environment()
        .put(
            "ORGS_DATABASE_URL",
            "postgresql://%s@%s:%d/%s"
                .formatted(
                    server.address().user(),
                    server.address().host(),
                    server.port(),
                    server.address().database()));
    orgs.environment().put("PGPASSWORD", server.address().password());
    orgs.environment().put("ORGS_SCHEMA", "orgs");
    orgs.environment().put("PGOPTIONS", "-c synchronous_commit=on");
  }

  @Test
  void committedIsSuccess() throws Exception {
    try (OrgsProcess process = OrgsProcess.start(orgs, "create", "acme")) {
      awaitCommit();
      assertThat(process.terminate()).as(process.err()).isEqualTo(ExitCode.OK);
      assertThat(process.err()).isEqualTo("orgs: interrupted too late: the change was made\n");
    }
    assertThat(query("SELECT org_name FROM orgs.organizations")).containsExactly("acme");
  }

  @Test
  void lastLineOfScriptThatWasCommittedIsSaidToBe() throws Exception {
    try (OrgsProcess process = OrgsProcess.start(orgs, "run", "-")) {
      process.type("create one");
      awaitCommit();
      assertThat(process.terminate()).as(process.err()).isEqualTo(143);
      assertThat(process.err())
          .isEqualTo("interrupted after line 1 of stdin; what was done up to then is kept\n");
    }
    assertThat(query("SELECT org_name FROM orgs.organizations")).containsExactly("one");
  }

  /** A deferred trigger runs in COMMIT, and a cancel ends it and the transaction. */
  @Test
  void undoneIsTheSignals() throws Exception {
    query(
        """
        CREATE FUNCTION orgs.dawdle() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON orgs.organizations
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orgs.dawdle()
        """);
    try (OrgsProcess process = OrgsProcess.start(orgs, "create", "acme")) {
      awaitWait("PgSleep");
      assertThat(process.terminate()).as(process.err()).isEqualTo(143);
      assertThat(process.err()).isEqualTo("orgs: interrupted; nothing was changed\n");
    } finally {
      query("DROP FUNCTION orgs.dawdle CASCADE");
    }
    assertThat(query("SELECT org_name FROM orgs.organizations")).isEmpty();
  }

  private static void awaitCommit() {
    awaitWait("SyncRep");
  }

  private static void awaitWait(String event) {
    Eventually.that(
        "a session waits for " + event,
        () ->
            !query("SELECT 1 FROM pg_stat_activity WHERE wait_event = '" + event + "'").isEmpty());
  }

  private static List<String> query(String sql) throws SQLException {
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> values = new ArrayList<>();
      if (statement.execute(sql)) {
        ResultSet result = statement.getResultSet();
        while (result.next()) {
          values.add(result.getString(1));
        }
      }
      return values;
    }
  }
}
