package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The server ends the command's session while it works. */
class LostConnectionTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    orgs.ok("create", "one", "--member", "ann", "--member", "bob");
    orgs.execute(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1);"
            + " RETURN NULL; END $$");
  }

  @ParameterizedTest
  @CsvSource({
    "create two, INSERT, organizations",
    "create two --member a, INSERT, members",
    "rename one two, UPDATE, organizations",
    "delete one --yes, DELETE, organizations",
    "delete one --yes, DELETE, members",
    "members add one cid, INSERT, members",
    "members remove one --like % --yes, DELETE, members",
    "members rename one ann amy, UPDATE, members",
    "members rename one --like % --replace n --with m --yes, UPDATE, members",
  })
  void nothingIsDone(String command, String event, String table) {
    orgs.execute(
        "CREATE TRIGGER cut AFTER %s ON %s EXECUTE FUNCTION cut()".formatted(event, table));

    Result result = orgs.run(command.split(" "));
    assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err())
        .matches(
            "orgs: lost the connection to the database: .*\n"
                + "hint: nothing was done; try again when the server is back\n");
    assertThat(orgs.contents()).containsExactly("one|ann", "one|bob");
  }

  /** A deferred trigger cuts the connection within COMMIT, so that the server must be asked. */
  @ParameterizedTest
  @CsvSource({"create two --member a", "members add one cid", "rename one two"})
  void nothingIsDoneWhenItIsLostDuringCommit(String command) {
    for (String table : new String[] {"organizations", "members"}) {
      orgs.execute(
          "CREATE CONSTRAINT TRIGGER cut AFTER INSERT OR UPDATE ON "
              + table
              + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()");
    }

    Result result = orgs.run(command.split(" "));
    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.UNREACHABLE,
                "",
                "orgs: lost the connection during COMMIT\nhint: nothing was done; try again\n"));
    assertThat(orgs.contents()).containsExactly("one|ann", "one|bob");
  }

  @Test
  void scriptStopsAtTheLineThatLostIt() {
    orgs.execute("CREATE TRIGGER cut AFTER UPDATE ON organizations EXECUTE FUNCTION cut()");

    Result result = orgs.runWithInput("create two\nrename two three\ncreate four\n", "run", "-");
    assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err()).startsWith("orgs: stdin:2: lost the connection");
    assertThat(orgs.query("SELECT org_name FROM organizations ORDER BY org_id"))
        .containsExactly("one", "two");
  }
}
