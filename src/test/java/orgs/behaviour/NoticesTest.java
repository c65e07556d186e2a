package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.testing.TestOrgs;

/** What a person is told, and a program is not. */
class NoticesTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @Test
  void peopleGetSeparatorsInNumbersProgramsDoNot() {
    orgs.ok("create", "acme", "--member", "ann");
    orgs.execute(
        "INSERT INTO members (org_id, member_id, member_name)"
            + " SELECT 1, 1000000 + i, 'n' || i FROM generate_series(1, 1233) i");

    assertThat(orgs.run("list", "--counts").out()).isEqualTo("1\tacme\t1234\n");
    assertThat(orgs.run("list", "--counts", "--format", "table").out()).contains("     1234\n");
    orgs.withTerminals("111");
    assertThat(orgs.run("list", "--counts").out())
        .isEqualTo(
            "org_id  org_name  members\n------  --------  -------\n     1  acme        1,234\n");
    assertThat(orgs.run("list", "--counts", "--format", "csv").out()).contains("1,acme,1234\n");
    assertThat(orgs.run("members", "count", "acme").out()).isEqualTo("1234\n");
    // Ids are typed again.
    assertThat(orgs.run("find", "--name", "n1").out())
        .contains("     1  acme        1000001  n1\n");
    assertThat(orgs.run("members", "remove", "acme", "--prefix", "n", "--dry-run").err())
        .isEqualTo("dry run: 1,233 members would be removed; the first 10 are shown\n");
    assertThat(orgs.run("delete", "acme").err()).contains("'acme' with 1,234 members. Type");
    orgs.withTerminals("110");
    assertThat(orgs.run("members", "remove", "acme", "--prefix", "n", "--dry-run").err())
        .isEqualTo("dry run: 1233 members would be removed; the first 10 are shown\n");
  }

  @ParameterizedTest
  @CsvSource({
    "PGPORT, , PGPORT has",
    "PGDATABASE, , PGDATABASE has",
    "PGPORT, PGDATABASE, PGPORT and PGDATABASE have",
  })
  void variablesThatNameNoServerAreSaidToHaveNoEffect(
      String one, String other, String what, @TempDir Path folder) {
    orgs.environment().remove("ORGS_DATABASE_URL");
    orgs.environment().put("ORGS_HOME", folder.toString());
    orgs.environment().put("PGUSER", "me");
    orgs.environment().put(one, "1");
    if (other != null) {
      orgs.environment().put(other, "1");
    }
    String notice = "using the local database: without PGHOST, " + what + " no effect\n";

    assertThat(orgs.run("db", "status").err()).isEmpty();
    orgs.withTerminals("111");
    assertThat(orgs.run("db", "status").err()).isEqualTo(notice);
    assertThat(orgs.run("db", "status", "--quiet").err()).isEmpty();
    orgs.environment().put("PGHOST", "127.0.0.1");
    orgs.environment().put("PGPORT", "1");
    assertThat(orgs.run("db", "status").err()).isEmpty();
    orgs.environment().keySet().removeAll(Set.of("PGHOST", "PGPORT", "PGDATABASE"));
    assertThat(orgs.run("db", "status").err()).isEmpty();
  }
}
