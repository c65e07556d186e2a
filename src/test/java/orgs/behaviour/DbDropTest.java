package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

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
        .filteredOn(line -> !line.startsWith("SELECT relname"))
        .containsExactly(
            "DROP SCHEMA IF EXISTS \"" + orgs.schema() + "\" CASCADE",
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

  private static List<String> schemas(TestOrgs orgs) {
    return orgs.query("SELECT nspname FROM pg_namespace WHERE nspname = '" + orgs.schema() + "'");
  }
}
