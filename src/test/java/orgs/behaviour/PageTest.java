package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Pages of organizations and of members: 250 of each, so that a screen doesn't hold them. */
class PageTest {

  private static final TestOrgs ORGS = TestOrgs.migrated();

  private static final String SERIES =
      " SELECT 'name ' || (i * 7919) % 250 FROM generate_series(1, 250) i ORDER BY i";

  @BeforeAll
  static void organizationsAndMembers() {
    ORGS.execute("INSERT INTO organizations (org_name)" + SERIES);
    ORGS.execute(
        "INSERT INTO members (org_id, member_name)" + SERIES.replace("SELECT", "SELECT 1,"));
    ORGS.execute("DELETE FROM organizations WHERE org_id IN (11, 12, 30)");
    ORGS.execute("DELETE FROM members WHERE member_id IN (11, 12, 30)");
  }

  @ParameterizedTest
  @CsvSource({
    "list, 0, 247",
    "list --counts, 0, 247",
    "list --contains 1, 0, 132",
    "list --desc, 0, 247",
    "list --sort name, 0, 247",
    "list --sort name --desc --counts, 0, 247",
    "members list id:1, 0, 247",
    "members list id:1 --desc, 0, 247",
    "members list id:1 --sort name, 0, 247",
    "members list id:1 --sort name --desc, 0, 247",
    "members list id:1 --sort name --regex 1, 0, 132",
    "find --contains e, 2, 247",
    "find --contains e --desc, 2, 247",
    "find --regex [0-9] --sort name, 2, 247",
    "find --regex [0-9] --sort name --desc, 2, 247",
  })
  void keysetPagesWalkEverythingOnce(String command, int id, int size) {
    List<String> all = run(command).lines();
    for (String format : List.of("tsv", "table")) {
      List<String> walked = new ArrayList<>();
      String after = "";
      for (int page = 0; page < 20; page++) {
        Result result = run(command + " --limit 20 --format " + format + after);
        List<String> lines = new ArrayList<>(result.lines());
        if (format.equals("table")) {
          lines = lines.subList(2, lines.size()).stream().map(PageTest::cells).toList();
        }
        walked.addAll(lines);
        if (lines.size() < 20) {
          break;
        }
        after = " --after " + lines.get(19).split("\t")[id];
      }
      assertThat(walked).doesNotHaveDuplicates().isEqualTo(all);
    }
    assertThat(all).hasSize(size);
  }

  private static String cells(String line) {
    return line.strip().replaceAll(" {2,}", "\t");
  }

  @ParameterizedTest
  @CsvSource({
    "list,'SELECT org_id, org_name FROM organizations'",
    "members list id:1,'SELECT member_id, member_name FROM members'",
  })
  void descendingIsTheSameBackwards(String command, String sql) {
    String columns = sql.contains("org_id") ? "org_name, org_id" : "member_name, member_id";

    for (String order : List.of("--sort id", "--sort name")) {
      List<String> backwards = new ArrayList<>(run(command + " " + order).lines());
      Collections.reverse(backwards);
      assertThat(run(command + " --desc " + order).lines()).isEqualTo(backwards);
    }
    assertThat(run(command + " --desc --sort name --limit 3").lines())
        .isEqualTo(
            ORGS.query(sql + " ORDER BY (" + columns + ") DESC LIMIT 3").stream()
                .map(row -> row.replace('|', '\t'))
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "list,organization",
    "members list id:1,member of 'name 169'",
    "find --contains x,member"
  })
  void anOrderByNamesGoesOnBehindARowThatIsThere(String command, String what) {
    Result result = run(command + " --sort name --after 11");

    assertThat(result.exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err())
        .isEqualTo(
            "orgs: no "
                + what
                + " with id 11 to go on behind\nhint: an order by names goes on from a row that is"
                + " still there; begin again without --after, or page by id\n");
  }

  /** Equal names come in the order of their ids, on all pages. */
  @Test
  void pagesByNameTellEqualNamesApart() {
    TestOrgs orgs = TestOrgs.migrated();
    orgs.ok("create", "acme");
    orgs.ok("members", "add", "acme", "b", "a", "b", "it's", "b", "\\");

    assertThat(orgs.run("members", "list", "acme", "--sort", "name", "--after", "1"))
        .isEqualTo(Result.ok("3\tb\n5\tb\n4\tit's\n"));
    assertThat(
            orgs.run("members", "list", "acme", "--sort", "name", "--after", "6", "--limit", "1"))
        .isEqualTo(Result.ok("2\ta\n"));
    assertThat(orgs.run("members", "list", "acme", "--sort", "name", "--desc", "--after", "4"))
        .isEqualTo(Result.ok("5\tb\n3\tb\n1\tb\n2\ta\n6\t\\\\\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "members list id:1"})
  void limits(String command) {
    assertThat(run(command).lines()).hasSize(247);
    assertThat(run(command + " --limit 0").lines()).hasSize(247);
    assertThat(run(command + " --limit 3").out()).startsWith("1\t").hasLineCount(3);
    assertThat(run(command + " --limit 9223372036854775807").lines()).hasSize(247);
    assertThat(run(command + " --after 9223372036854775807")).isEqualTo(Result.ok(""));
    assertThat(run(command + " --after 248").lines())
        .extracting(s -> s.split("\t")[0])
        .containsExactly("249", "250");
    assertThat(run(command + " --after -1 --limit 1").out()).startsWith("1\t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "members list id:1"})
  void sortsByNameInTheDatabase(String command) {
    String sql =
        command.equals("list")
            ? "SELECT org_id, org_name FROM organizations ORDER BY org_name, org_id"
            : "SELECT member_id, member_name FROM members ORDER BY member_name, member_id";
    List<String> byName = ORGS.query(sql);

    assertThat(run(command + " --sort name").lines())
        .isEqualTo(byName.stream().map(row -> row.replace('|', '\t')).toList());
    assertThat(run(command + " --sort id")).isEqualTo(run(command));
    assertThat(run(command + " --sort name --limit 5").lines()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "members list id:1"})
  void impossiblePagesAreUsageErrors(String command) {
    assertThat(run(command + " --limit -1").err())
        .isEqualTo("orgs: a limit can't be negative: -1\n");
    for (String option : List.of("--limit x", "--limit 1.5", "--after x", "--sort size")) {
      Result result = run(command + " " + option);
      assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).startsWith("orgs: invalid value for option '--");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "members list id:1"})
  void tableOnTerminalStopsAtScreenfulAndSaysHowToGoOn(String command) {
    ORGS.withTerminals("111");
    try {
      Result first = run(command);
      assertThat(first.exit()).isZero();
      assertThat(first.lines()).hasSize(2 + 100);
      assertThat(first.lines().get(101)).matches(" *103  name \\d+");
      assertThat(first.err())
          .isEqualTo("first 100 rows; the next with --after 103, all with --limit 0\n");

      Result last = run(command + " --after 203");
      assertThat(last.lines()).hasSize(2 + 47);
      assertThat(last.err()).isEmpty();

      Result sorted = run(command + " --sort name");
      assertThat(sorted.lines()).hasSize(2 + 100);
      assertThat(sorted.err())
          .matches("first 100 rows; the next with --after \\d+, all with --limit 0\n");

      assertThat(run(command + " --limit 0").lines()).hasSize(2 + 247);
      assertThat(run(command + " --limit 150").lines()).hasSize(2 + 150);
      assertThat(run(command + " --format tsv").lines()).hasSize(247);
      assertThat(run(command + " --quiet").err()).isEmpty();
    } finally {
      ORGS.withTerminals("000");
    }
  }

  @Test
  void screenfulThatIsAllSaysNothing() {
    ORGS.withTerminals("111");
    try {
      Result result = run("members list id:1 --after 150");
      assertThat(result.lines()).hasSize(2 + 100);
      assertThat(result.err()).isEmpty();
    } finally {
      ORGS.withTerminals("000");
    }
  }

  @Test
  void tableInPipeGetsAll() {
    assertThat(run("list --format table").lines()).hasSize(2 + 247);
  }

  private static Result run(String command) {
    return ORGS.run(command.split(" "));
  }
}
