package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.TestOrgs;

/** A filter over all organizations reads the search index, not the table. */
class FindPlanTest {

  private static TestOrgs orgs;

  @BeforeAll
  static void members() {
    orgs = TestOrgs.migrated();
    orgs.execute(
        "INSERT INTO organizations (org_name) SELECT 'org ' || i FROM generate_series(1, 200) AS i;"
            + " INSERT INTO members (org_id, member_name) SELECT 1 + i % 200,"
            + " md5(i::text) || ' ' || i FROM generate_series(1, 60000) AS i;"
            + " INSERT INTO members (org_id, member_name) VALUES (7, 'Zoé Needle'), (9, 'needle')");
    orgs.vacuum("members");
    orgs.execute("ANALYZE organizations");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--contains needle -i",
        "--name needle",
        "--prefix needle --limit 5",
        "--like %Needle% --sort name --limit 3",
        "--regex ^need --after 3",
      })
  void findReadsTheIndex(String filter) {
    String[] command = ("find " + filter).split(" ");
    String copy =
        orgs.statements(() -> assertThat(orgs.ok(command).out()).contains("eedle")).stream()
            .filter(statement -> statement.contains("COPY (SELECT"))
            .findFirst()
            .orElseThrow();
    String query = copy.substring(copy.indexOf("(") + 1, copy.lastIndexOf(") TO STDOUT"));

    String plan = String.join("\n", orgs.query("EXPLAIN " + query));

    assertThat(plan)
        .contains("Bitmap Index Scan on members_search")
        .doesNotContain("Seq Scan on members");
  }
}
