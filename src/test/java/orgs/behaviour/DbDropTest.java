package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class DbDropTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @Test
  void dropsThisSchemaAndNoOther() {
    TestOrgs other = TestOrgs.migrated();
    other.ok("create", "one", "--member", "ann");
    orgs.ok("create", "one", "--member", "ann");

    Result result = orgs.ok("db", "drop", "--yes", "--echo");

    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .filteredOn(line -> !line.matches("SELECT (version|relname|pg_current).*"))
        .containsExactly(
            "BEGIN",
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
            "SELECT set_config('lock_timeout', '10s', true)"
                + " WHERE current_setting('lock_timeout') = '0'",
            "DROP SCHEMA IF EXISTS \"" + orgs.schema() + "\" CASCADE",
            "COMMIT",
            "schema " + orgs.schema() + " was dropped");
    assertThat(schemas(orgs)).isEmpty();
    assertThat(other.contents()).containsExactly("one|ann");
  }

  @Test
  void whatIsNotThereIsGoneAlready() {
    orgs.ok("db", "drop", "--yes");

    assertThat(orgs.run("db", "drop", "--yes").exit()).isZero();
  }

  @Test
  void needsYesWhereNobodyCanBeAsked() {
    Result result = orgs.run("db", "drop");

    assertThat(result.exit()).isEqualTo(6);
    assertThat(result.err()).contains("--yes");
    assertThat(schemas(orgs)).containsExactly(orgs.schema());
  }

  @Test
  void asksForTheNameOnTerminal() {
    orgs.withTerminals("111");

    assertThat(orgs.runWithInput("orgs\n", "db", "drop").exit()).isEqualTo(6);
    assertThat(schemas(orgs)).containsExactly(orgs.schema());

    assertThat(orgs.runWithInput(orgs.schema() + "\n", "db", "drop").exit()).isZero();
    assertThat(schemas(orgs)).isEmpty();
  }

  @Test
  void aSchemaThatOthersUseTooStays() {
    orgs.execute("CREATE VIEW others AS SELECT 1");

    for (String command : List.of("drop", "reset")) {
      Result result = orgs.run("db", command, "--yes");

      assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err())
          .isEqualTo(
              "orgs: schema "
                  + orgs.schema()
                  + " also holds others, which doesn't belong to orgs\n"
                  + "hint: nothing was dropped\n");
    }
    assertThat(schemas(orgs)).containsExactly(orgs.schema());
  }

  @Test
  void whoUsesTheSchemaIsNamed() throws SQLException {
    orgs.ok("create", "one", "--member", "ann");
    try (Connection other = orgs.connection();
        Statement load = other.createStatement()) {
      load.execute("SET application_name = 'a long load'");
      other.setAutoCommit(false);
      load.execute("INSERT INTO members (org_id, member_name) VALUES (1, 'bob')");

      Result result = orgs.run("db", "reset", "--yes");

      assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err())
          .matches(
              "orgs: schema "
                  + orgs.schema()
                  + " is in use by process [0-9]+ \\(a long load\\)\n"
                  + "hint: nothing was dropped; try again when that is done\n");
      other.commit();
    }
    assertThat(orgs.contents()).containsExactly("one|ann", "one|bob");
  }

  @Test
  void resetDropsNothingThatItMayNotCreateAgain() {
    String guest = orgs.schema() + "_guest";
    orgs.execute(
        "CREATE ROLE %1$s LOGIN PASSWORD 'guest'; ALTER SCHEMA %2$s OWNER TO %1$s"
            .formatted(guest, orgs.schema()));
    orgs.environment()
        .put("ORGS_DATABASE_URL", orgs.url().replaceFirst("//[^@]*@", "//" + guest + "@"));
    orgs.environment().put("PGPASSWORD", "guest");

    assertThat(orgs.run("db", "reset", "--yes"))
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "",
                "orgs: no right to create schema %s again\nhint: nothing was dropped; GRANT CREATE ON DATABASE gives it\n"
                    .formatted(orgs.schema())));

    assertThat(schemas(orgs)).containsExactly(orgs.schema());
  }

  private static List<String> schemas(TestOrgs orgs) {
    return orgs.query("SELECT nspname FROM pg_namespace WHERE nspname = '" + orgs.schema() + "'");
  }
}
