package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The promises about statements, read from the server's own log. */
class StatementsTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void twoOrganizations() {
    orgs.ok("create", "one", "--member", "ann", "--member", "bob");
    orgs.ok("create", "two", "--member", "ann");
  }

  @Test
  void deleteIsOneStatementAndReadsNoMember() {
    List<String> statements = orgs.statements(() -> orgs.ok("delete", "one", "--yes"));

    assertThat(statements).filteredOn(s -> s.contains("DELETE")).hasSize(1);
    assertThat(statements)
        .filteredOn(s -> s.contains("DELETE"))
        .allMatch(s -> s.contains("DELETE FROM \"" + orgs.schema() + "\".\"organizations\""));
    assertThat(selectsOf(statements, "members")).isEmpty();
    assertThat(orgs.contents()).containsExactly("two|ann");
  }

  @Test
  void deleteReportsHowManyMembersWent() {
    assertThat(orgs.ok("delete", "one", "two", "--yes").lines())
        .containsExactly("1\tone\t2", "2\ttwo\t1");
  }

  /** The server's counter also has what earlier transactions of the session have deleted. */
  @Test
  void everyLineOfAScriptReportsItsOwn() {
    String script =
        "create three --member c\ndelete one --yes\ndelete two --yes\ndelete three --yes\n";

    assertThat(orgs.runWithInput(script, "run", "-").lines())
        .containsExactly("3\tthree", "1\tone\t2", "2\ttwo\t1", "3\tthree\t1");
  }

  @Test
  void appendReadsNoMember() {
    List<String> statements = orgs.statements(() -> orgs.ok("members", "add", "one", "c", "d"));

    assertThat(statements).filteredOn(s -> s.contains("INSERT INTO")).hasSize(1);
    assertThat(selectsOf(statements, "members")).isEmpty();
  }

  @Test
  void listFiltersInTheDatabaseThroughCursor() {
    List<String> statements =
        orgs.statements(
            () -> orgs.ok("members", "list", "one", "--like", "%n", "--format", "table"));

    assertThat(selectsOf(statements, "organizations")).hasSize(1);
    assertThat(selectsOf(statements, "members"))
        .singleElement()
        .asString()
        .contains("WHERE (\"org_id\" = $1 AND \"member_name\" LIKE $2)")
        .containsPattern("execute \\S+/C_\\d+: SELECT");
  }

  @Test
  void listFiltersInTheDatabaseByCopy() {
    List<String> statements =
        orgs.statements(() -> orgs.ok("members", "list", "one", "--like", "%n"));

    assertThat(selectsOf(statements, "members"))
        .filteredOn(statement -> !statement.contains("EXPLAIN"))
        .singleElement()
        .asString()
        .contains("COPY (SELECT", "WHERE (\"org_id\" = 1 AND \"member_name\" LIKE '%n')");
  }

  @Test
  void createIsOneTransactionWithIdsByReturning() {
    List<String> statements =
        orgs.statements(
            () -> orgs.ok("create", "new", "--member", "a", "--member", "b", "--member", "c"));

    assertThat(statements).filteredOn(s -> s.endsWith(": BEGIN")).hasSize(1);
    assertThat(statements).filteredOn(s -> s.endsWith(": COMMIT")).hasSize(1);
    assertThat(statements)
        .filteredOn(s -> s.contains("INSERT"))
        .hasSize(2)
        .allMatch(s -> s.contains("RETURNING"));
    assertThat(selectsOf(statements, "members")).isEmpty();
    assertThat(selectsOf(statements, "organizations")).isEmpty();
  }

  @Test
  void echoShowsWhatTheServerWasSent() {
    StringBuilder echoed = new StringBuilder();
    List<String> logged =
        orgs.statements(
            () -> {
              Result result = orgs.ok("members", "add", "one", "it's", "--echo");
              echoed.append(result.err());
            });

    for (String statement : logged) {
      String sql = statement.replaceFirst("^(statement|execute .*?): ", "");
      assertThat(echoed.toString()).contains(sql.replaceAll("\\$\\d+", "?"));
    }
    assertThat(echoed.toString()).contains("[{'it''s'}, 'one']");
  }

  private List<String> selectsOf(List<String> statements, String table) {
    return statements.stream()
        .filter(s -> s.contains("SELECT"))
        .filter(s -> s.matches("(?s).*(FROM|JOIN) \"" + orgs.schema() + "\"\\.\"" + table + "\".*"))
        .toList();
  }
}
