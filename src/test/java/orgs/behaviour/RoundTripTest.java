package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What was exported is imported with the same names, or refused; never with others. */
class RoundTripTest {

  private static final List<String> NAMES =
      List.of(
          "ann",
          "7",
          "a\tb",
          "7\tann",
          "\\N",
          "\\.",
          "\\t",
          "a\\",
          "a\nb",
          "a\r\nb",
          "\rb\r",
          "\"",
          "\"a\",\"b\"",
          "a,b",
          "member_id,member_name",
          "member_name",
          "{\"member_name\":\"x\"}",
          "[",
          "]",
          "]\n",
          "},",
          " a ",
          "a  b",
          "\ufeffa",
          "null",
          "a\u2028b",
          "a\u0085b",
          "a\u000bb\f\b\u001cc",
          "{\"a",
          "[{",
          "\u0001",
          "\ud83d\ude00",
          "'",
          "-",
          "#");

  private static TestOrgs orgs;

  @TempDir Path folder;

  @BeforeAll
  static void schema() {
    orgs = TestOrgs.migrated();
  }

  @BeforeEach
  void organizations() {
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
    orgs.ok("create", "from", "to");
  }

  private void add(String organization, List<String> names) {
    List<String> command = new ArrayList<>(List.of("members", "add", "-q", "--", organization));
    command.addAll(names);
    orgs.ok(command.toArray(String[]::new));
  }

  private List<String> membersOf(String organization) {
    return orgs.query(
        "SELECT member_name FROM members JOIN organizations USING (org_id) WHERE org_name = '"
            + organization
            + "' ORDER BY member_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tsv", "csv", "json", "jsonl"})
  void pipedMembersComeBack(String format) {
    add("from", NAMES);
    String exported = orgs.ok("members", "export", "from", "--format", format).out();

    Result result = orgs.runWithInput(exported, "members", "import", "to", "-");

    assertThat(result.err())
        .isEqualTo("reading stdin as %s\nimported %d members\n".formatted(format, NAMES.size()));
    assertThat(membersOf("to")).isEqualTo(NAMES);
  }

  /** Whatever comes first decides what the rest is taken for. */
  @ParameterizedTest
  @ValueSource(strings = {"tsv", "csv", "json", "jsonl"})
  void eachNameComesBackAlone(String format) {
    for (String name : NAMES) {
      orgs.execute("DELETE FROM members");
      add("from", List.of(name));
      String exported = orgs.ok("members", "export", "from", "--format", format).out();

      Result result = orgs.runWithInput(exported, "members", "import", "to", "-", "-q");

      assertThat(result).as(name).isEqualTo(Result.ok(""));
      assertThat(membersOf("to")).containsExactly(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tsv, a.tsv",
    "tsv, a.txt",
    "tsv, a",
    "csv, a.csv",
    "csv, a.txt",
    "json, a.json",
    "json, a",
    "jsonl, a.jsonl",
    "jsonl, a.txt"
  })
  void membersInFileComeBack(String format, String name) {
    add("from", NAMES);
    String file = folder.resolve(name).toString();
    orgs.ok("members", "export", "from", "--format", format, "-o", file);

    orgs.ok("members", "import", "to", file);

    assertThat(membersOf("to")).isEqualTo(NAMES);
  }

  @ParameterizedTest
  @CsvSource({
    "tsv, a.csv",
    "tsv, a.json",
    "tsv, a.jsonl",
    "tsv, a.lines",
    "csv, a.tsv",
    "csv, a.json",
    "csv, a.jsonl",
    "csv, a.lines",
    "json, a.tsv",
    "json, a.csv",
    "json, a.jsonl",
    "json, a.lines",
    "jsonl, a.tsv",
    "jsonl, a.csv",
    "jsonl, a.json",
    "jsonl, a.lines",
    "table, a.tsv",
    "table, a.csv",
    "table, a.json",
    "table, a.jsonl",
    "table, a.lines",
    "table, a.txt",
    "table, a"
  })
  void fileThatIsNotWhatItsNameSaysIsRefused(String format, String name) {
    add("from", List.of("ann", "bob"));
    String file = folder.resolve(name).toString();
    orgs.ok("members", "export", "from", "--format", format, "-o", file);

    Result result = orgs.run("members", "import", "to", file);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).matches("(?s)orgs: [^\n]+\nhint: [^\n]*--[^\n]+\n");
    assertThat(membersOf("to")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tsv", "csv", "json", "jsonl"})
  void pipedOrganizationsComeBack(String format) {
    orgs.execute("DELETE FROM organizations");
    for (String name : NAMES) {
      orgs.ok("create", "-q", "--", name);
      add(name, NAMES);
    }
    orgs.ok("create", "none");
    List<String> before = orgs.contents();
    String exported = orgs.ok("export", "--format", format).out();
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");

    Result result = orgs.runWithInput(exported, "import", "-");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(orgs.contents()).isEqualTo(before);
  }

  @Test
  void tableOfOrganizationsIsRefused() {
    add("from", List.of("ann"));
    String exported = orgs.ok("export", "--format", "table").out();

    for (String[] command : new String[][] {{"import", "-"}, {"members", "import", "to", "-"}}) {
      Result result = orgs.runWithInput(exported, command);
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains("is a table for reading").contains("hint: export with");
    }
    assertThat(membersOf("to")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tsv", "csv", "jsonl", "table"})
  void exportOfOrganizationsIsNoListOfNames(String format) throws IOException {
    add("from", List.of("ann", "bob"));
    String exported = orgs.ok("export", "--prefix", "from", "--format", format).out();
    for (String name : List.of("-", "a", "a.txt", "a.csv")) {
      String file = name.equals("-") ? name : folder.resolve(name).toString();
      if (!name.equals("-")) {
        Files.writeString(folder.resolve(name), exported);
      }
      orgs.runWithInput(exported, "members", "import", "to", file);
      assertThat(membersOf("to")).isSubsetOf("ann", "bob");
      orgs.execute(
          "DELETE FROM members USING organizations o WHERE o.org_id = members.org_id"
              + " AND org_name = 'to'");
    }
  }

  @Test
  void tabInWhatMayBeLinesIsRefused() throws IOException {
    Result result = orgs.runWithInput("ann\nbob\tx\n", "members", "import", "to", "-", "-q");
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                "orgs: stdin: line 2 has a tab, so that it may be a name or several columns\n"
                    + "hint: --input-format lines takes each line as a name,"
                    + " --input-format tsv takes columns\n"));
    String rejects = folder.resolve("rejects").toString();
    assertThat(
            orgs.runWithInput(
                    "a\tb\n", "members", "import", "to", "-", "--rejects", rejects, "--dry-run")
                .exit())
        .isEqualTo(1);
    assertThat(membersOf("to")).isEmpty();

    String lines = Files.writeString(folder.resolve("a.lines"), "ann\tx\n").toString();
    orgs.ok("members", "import", "to", lines);
    orgs.runWithInput("bob\tx\n", "members", "import", "to", "-", "--input-format", "lines");
    assertThat(membersOf("to")).containsExactly("ann\tx", "bob\tx");
  }

  @Test
  void rowWithoutIdInAnExportIsBad() {
    Result result = orgs.runWithInput("7\tann\nbob\tx\n", "members", "import", "to", "-", "-q");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("orgs: stdin:2: has no member's id in field 1\nhint: ");
    assertThat(membersOf("to")).isEmpty();
  }

  @Test
  void idsOfMembersAreNotTakenForOrganizations() {
    Result result = orgs.runWithInput("7\tann\n", "import", "-");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "orgs: stdin: begins like an export of members, whose ids would be organizations\n"
                + "hint: orgs members import reads it; --input-format tsv takes the numbers for"
                + " names\n");
    assertThat(orgs.contents()).containsExactly("from|null", "to|null");
    orgs.runWithInput("7\tann\n", "import", "-", "--input-format", "tsv");
    assertThat(orgs.contents()).contains("7|ann");
  }
}
