package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.OrgsProcess;
import orgs.testing.TestOrgs;

/** Imports leave the foreign key's check out where they may, and no member is without one. */
class OrphanTest {

  private static final String UNCHECKED = "session_replication_role', 'replica'";

  /** Few, so that two batches are soon there. */
  private static final int ROWS_PER_BATCH = 500;

  private static final long PAGE_BYTES = 8_192;

  private static final String ORPHANS =
      "SELECT count(*) FROM members WHERE org_id NOT IN (SELECT org_id FROM organizations)";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @BeforeEach
  void organization() {
    orgs.ok("create", "acme", "--member", "first");
  }

  @OneServer("the lock timeout of a session is not that of its nodes")
  @ParameterizedTest
  @ValueSource(strings = {"members import acme -", "import -"})
  void organizationCannotGoWhileMembersCome(String command) throws Exception {
    boolean both = command.startsWith("import");
    String batches = "orgs.rows-per-batch=" + ROWS_PER_BATCH;
    try (OrgsProcess process = OrgsProcess.startWith(batches, orgs, command.split(" "));
        Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      String line = both ? "acme\tm%d\n" : "m%d\n";
      // As many as two batches, so that the first one is in the database.
      process
          .in()
          .write(
              IntStream.rangeClosed(0, 2 * ROWS_PER_BATCH)
                  .mapToObj(line::formatted)
                  .collect(Collectors.joining())
                  .getBytes());
      process.in().flush();
      Eventually.that(
          "a batch is in the database, or it has ended",
          () -> !process.isAlive() || hasGrown() && isCopying());
      assertThat(process.isAlive()).as(process.err()).isTrue();
      statement.execute("SET lock_timeout = '300ms'");

      assertThatThrownBy(() -> statement.execute("DELETE FROM organizations"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
      assertThatThrownBy(() -> statement.execute("UPDATE organizations SET org_id = 7"))
          .isInstanceOf(SQLException.class);
      process.in().close();
      assertThat(process.exit()).as(process.err()).isZero();
    }
    assertThat(orgs.query(ORPHANS)).containsExactly("0");
    orgs.ok("delete", "acme", "--yes");
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("0");
  }

  /** Rows of a transaction that goes on are on the table's pages already. */
  private boolean hasGrown() {
    return Long.parseLong(orgs.query("SELECT pg_relation_size('members')").get(0)) > PAGE_BYTES;
  }

  /** The rest of the rows is waited for. */
  private boolean isCopying() {
    return orgs.sessions().stream().anyMatch(session -> session.startsWith("active|COPY "));
  }

  @Test
  void deleteInTheSameTransactionCascades() throws IOException {
    Path names = Files.writeString(folder.resolve("names.lines"), "a\nb\n");
    Path rows = Files.writeString(folder.resolve("rows.tsv"), "globex\tc\n");
    Path script =
        Files.writeString(
            folder.resolve("script"),
            "members import acme " + names + "\nimport " + rows + "\ndelete acme globex --yes\n");
    List<String> statements =
        orgs.statements(
            () ->
                assertThat(orgs.ok("run", script.toString(), "--single-transaction").out())
                    .isEqualTo("1\tacme\t3\n2\tglobex\t1\n"));
    assertThat(statements).filteredOn(s -> s.contains(UNCHECKED)).hasSize(2);
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER seen AFTER INSERT ON members FOR EACH ROW EXECUTE FUNCTION seen()",
        "CREATE TRIGGER seen BEFORE INSERT ON members EXECUTE FUNCTION seen()",
        "CREATE CONSTRAINT TRIGGER seen AFTER INSERT ON members"
            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seen()",
        "CREATE TRIGGER seen AFTER INSERT ON organizations FOR EACH ROW EXECUTE FUNCTION seen()",
      })
  void triggersOfOthersRun(String trigger) throws IOException {
    orgs.execute(
        "CREATE TABLE seen (x int); CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN INSERT INTO "
            + orgs.schema()
            + ".seen VALUES (1); RETURN NEW; END $$;"
            + trigger);
    orgs.runWithInput("globex\ta\n", "import", "-");
    if (!trigger.contains("ON organizations")) {
      orgs.runWithInput("b\n", "members", "import", "acme", "-");
    }
    assertThat(orgs.query("SELECT count(*) > 0 FROM seen")).containsExactly("t");
    assertThat(orgs.query("SELECT count(*) FROM members"))
        .containsExactly(trigger.contains("ON organizations") ? "2" : "3");
  }

  @OneServer("a foreign key leads to tables of the cluster alone")
  @Test
  void otherForeignKeysAreChecked() {
    orgs.execute(
        "CREATE TABLE teams (team int PRIMARY KEY); ALTER TABLE members ADD team int REFERENCES"
            + " teams; ALTER TABLE members ALTER team SET DEFAULT 5");
    assertThat(orgs.runWithInput("b\n", "members", "import", "acme", "-").exit()).isNotZero();
    assertThat(orgs.contents()).containsExactly("acme|first");
  }

  @Test
  void whoMayNotLeaveItOutHasItChecked() {
    String guest = orgs.schema() + "_guest";
    orgs.execute(
        "CREATE ROLE %1$s LOGIN PASSWORD 'guest'; GRANT USAGE ON SCHEMA %2$s TO %1$s;"
                .formatted(guest, orgs.schema())
            + "GRANT ALL ON ALL TABLES IN SCHEMA %2$s TO %1$s".formatted(guest, orgs.schema()));
    orgs.environment()
        .put("ORGS_DATABASE_URL", orgs.url().replaceFirst("//[^@]*@", "//" + guest + "@"));
    orgs.environment().put("PGPASSWORD", "guest");

    orgs.runWithInput("b\n", "members", "import", "acme", "-");
    orgs.runWithInput("globex\ta\n", "import", "-");

    assertThat(orgs.contents()).containsExactly("acme|first", "acme|b", "globex|a");
  }

  @Test
  void importThatFailsLeavesNothingAndChecksAgain() {
    assertThat(orgs.runWithInput("b\n\u0000\n", "members", "import", "acme", "-").exit()).isOne();
    assertThat(orgs.contents()).containsExactly("acme|first");
  }
}
