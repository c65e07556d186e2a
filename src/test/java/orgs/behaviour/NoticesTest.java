package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
