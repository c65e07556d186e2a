package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Effort;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Rows that come by COPY are those that come by a cursor, whatever is in a filter or a name. */
@Randomized
@Order(1)
class CopiedRowsTest {

  /** So many members, and as many filters of each kind. */
  private static final int ROUNDS = Effort.of("filters", 30);

  /** What ends a literal, begins a comment or a parameter, or is a template's somewhere. */
  private static final List<String> PIECES =
      List.of(
          "'",
          "''",
          "\\",
          "\\\\",
          "\"",
          "$$",
          "$1",
          "?",
          "{0}",
          ":a",
          "--",
          "/*",
          "*/",
          ";",
          "E'",
          "%",
          "_",
          "\n",
          "\t",
          " ",
          "a",
          "é",
          "\ud83d\ude00",
          "U&'",
          "\\'",
          "');",
          "N",
          "\\N",
          "\\.",
          "\u0001",
          "\u007f",
          "\u2028",
          ",",
          "DROP TABLE members");

  private static TestOrgs orgs;
  private static Random random;

  @BeforeAll
  static void members() {
    orgs = TestOrgs.migrated();
    random = new Random(Effort.seed());
    orgs.ok("create", "one");
    List<String> command = new ArrayList<>(List.of("members", "add", "one", "--"));
    for (int i = 0; i < ROUNDS; i++) {
      command.add("n" + text());
    }
    orgs.ok(command.toArray(String[]::new));
    orgs.ok("create", "it's \\ , \"two\"", "--member", "a\tb\\c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tsv", "csv", "json", "jsonl", "id", "table"})
  void everyFormatIsTheSame(String format) {
    String[] list = {"members", "list", "one", "--format", format};
    // The lines of one transaction have a cursor.
    Result byCursor =
        orgs.runWithInput(
            "members list one --like % --format " + format,
            "run",
            "-",
            "--single-transaction",
            "--format",
            format);
    assertThat(byCursor.exit()).isZero();

    List<String> statements = orgs.statements(() -> assertThat(orgs.run(list)).isEqualTo(byCursor));

    if (!format.equals("table")) {
      assertThat(statements).filteredOn(s -> s.contains("COPY (SELECT")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--name", "--like", "--contains", "--prefix"})
  void filterIsNeverSql(String option) {
    for (int i = 0; i < ROUNDS; i++) {
      String value = text();
      String filter = option + "=" + value;
      Result copied = orgs.run("members", "list", "one", filter, "--sort", "name");
      Result bound = orgs.run("members", "count", "one", filter);
      assertThat(copied.exit()).as("%s", copied).isEqualTo(bound.exit());
      if (bound.exit() == 0) {
        assertThat(copied.lines()).as(filter).hasSize(Integer.parseInt(bound.out().strip()));
      }
    }
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("" + (ROUNDS + 1));
  }

  @Test
  void filterOfOrganizationsIsNeverSql() {
    for (int i = 0; i < ROUNDS; i++) {
      String value = text();
      Result copied = orgs.run("export", "--contains=" + value);
      Result bound = orgs.run("list", "--contains=" + value);
      assertThat(copied.exit()).as("%s", copied).isEqualTo(bound.exit());
      assertThat(copied.out().isEmpty()).as(value).isEqualTo(bound.out().isEmpty());
    }
  }

  @Test
  void longQueryBeginsByCursorAndGoesOnByCopy() {
    TestOrgs many = TestOrgs.migrated();
    many.ok("create", "one");
    many.execute(
        "DROP INDEX members_search; INSERT INTO members (org_id, member_name)"
            + " SELECT 1, 'm' || i FROM generate_series(1, 3000) AS i; ANALYZE members");
    // The planner believes that it will take long.
    many.environment()
        .put(
            "PGOPTIONS",
            "-c cpu_operator_cost=100 -c enable_sort=off -c enable_seqscan=off"
                + " -c enable_bitmapscan=off");
    Result[] result = new Result[1];
    List<String> statements =
        many.statements(() -> result[0] = many.ok("members", "list", "one", "--like", "m%"));

    assertThat(result[0].lines())
        .hasSize(3000)
        .startsWith("1\tm1", "2\tm2")
        .endsWith("2999\tm2999", "3000\tm3000")
        .doesNotHaveDuplicates();
    assertThat(statements).anyMatch(statement -> statement.contains("REPEATABLE READ"));
    assertThat(statements).anyMatch(statement -> statement.matches("(?s)execute \\S+/C_.*LIKE.*"));
    assertThat(statements)
        .anyMatch(statement -> statement.matches("(?s).*COPY .SELECT .* \"member_id\" > \\d+.*"));
  }

  @Test
  void oldMeaningOfBackslashesIsMinded() {
    TestOrgs old = TestOrgs.migrated();
    old.ok("create", "one", "--member", "a\\' OR true --", "--member", "b");
    old.environment().put("PGOPTIONS", "-c standard_conforming_strings=off");
    for (String command : new String[] {"members list one", "export", "members export one"}) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.add("--contains=\\' OR true --");
      Result result = old.run(words.toArray(String[]::new));
      assertThat(result.out()).isEqualTo(command.equals("export") ? "" : "1\ta\\\\' OR true --\n");
    }
  }

  private static String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.codePointCount(0, text.length()) > 40 ? "x'" : text.toString();
  }
}
