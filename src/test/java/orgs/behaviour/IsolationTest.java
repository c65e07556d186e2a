package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.TestOrgs;

/** Two organizations with equal members: what is done to the one never reaches the other. */
class IsolationTest {

  private static final List<String> NAMES = List.of("ann", "bob", "ann", "cid");

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void equalOrganizations() {
    orgs.ok("create", "one", "two");
    for (String name : NAMES) {
      orgs.ok("members", "add", "one", name);
      orgs.ok("members", "add", "two", name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members add one dan",
        "members remove one ann --yes",
        "members remove one --id 3 --yes",
        "members remove one --like % --yes",
        "members remove one --like % -i --regex . --yes",
        "members rename one bob bea",
        "members rename one --id 3 bea",
        "members rename one --like % --replace n --with m --yes",
        "rename one three",
        "delete one --yes",
        "delete id:1 --yes",
      })
  void changesStayInside(String command) {
    List<String> before = one();
    orgs.ok(command.split(" "));

    assertThat(orgs.query("SELECT member_id, member_name FROM members WHERE org_id = 2 ORDER BY 1"))
        .containsExactly("2|ann", "4|bob", "6|ann", "8|cid");
    assertThat(orgs.query("SELECT org_name FROM organizations WHERE org_id = 2"))
        .containsExactly("two");
    assertThat(one()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--name ann", "--like %", "--regex .", "--sort name", "--limit 4"})
  void listsShowOwnMembersOnly(String options) {
    List<String> command = List.of(("members list one " + options).strip().split(" "));

    assertThat(orgs.ok(command.toArray(String[]::new)).lines())
        .isNotEmpty()
        .allMatch(line -> Integer.parseInt(line.split("\t")[0]) % 2 == 1);
  }

  @Test
  void countsAreOfOwnMembers() {
    orgs.ok("members", "add", "two", "dan");

    assertThat(orgs.ok("members", "count", "one").out()).isEqualTo("4\n");
    assertThat(orgs.ok("members", "count", "one", "--name", "ann").out()).isEqualTo("2\n");
    assertThat(orgs.ok("show", "one").out()).startsWith("1\tone\t4\t");
    assertThat(orgs.ok("list", "--counts").out()).isEqualTo("1\tone\t4\n2\ttwo\t5\n");
    assertThat(orgs.ok("delete", "one", "--dry-run").out()).isEqualTo("1\tone\t4\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members remove one --id 4",
        "members remove one --id 3 --id 4 --yes",
        "members rename one --id 4 bea",
        "members remove one dan --yes",
        "members rename one dan bea",
      })
  void membersOfTheOtherAreNotThere(String command) {
    orgs.ok("members", "add", "two", "dan");
    List<String> before = orgs.contents();

    assertThat(orgs.run(command.split(" ")).exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.contents()).isEqualTo(before);
  }

  @Test
  void pagesDoNotLeadIntoTheOther() {
    assertThat(orgs.ok("members", "list", "one", "--after", "6").out()).isEqualTo("7\tcid\n");
    assertThat(orgs.ok("members", "list", "one", "--after", "7").out()).isEmpty();
  }

  private List<String> one() {
    return orgs.query(
        "SELECT org_name, member_id, member_name FROM organizations LEFT JOIN members USING (org_id)"
            + " WHERE org_id = 1 ORDER BY member_id");
  }
}
