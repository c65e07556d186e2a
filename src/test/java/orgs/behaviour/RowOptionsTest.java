package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Which columns are printed, and how, for people and for spreadsheets. */
class RowOptionsTest {

  private static final TestOrgs ORGS = TestOrgs.migrated();

  @BeforeAll
  static void organizations() {
    ORGS.ok("create", "acme", "--member", "=1+1", "--member", "a,\"b\"", "--member", "\tx|y\nz");
    ORGS.ok("create", "empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "members list acme --columns member_name;=1+1~a,\"b\"~\\tx|y\\nz~",
        "members export acme --columns member_name,member_id --like a%;a,\"b\"^2~",
        "members list acme --columns member_id --sort name --limit 1;3~",
        "members list acme --columns member_id --regex = --format csv;member_id~1~",
        "members list acme --columns member_name --name =1+1 --format json;"
            + "[~{\"member_name\":\"=1+1\"}~]~",
        "members list acme --columns member_name,member_id --name =1+1 --format jsonl;"
            + "{\"member_name\":\"=1+1\",\"member_id\":1}~",
        "members list acme --columns member_name,member_id --limit 1 --format id;1~",
        "find --prefix a --columns member_name,org_name,org_id;a,\"b\"^acme^1~",
        "list --columns org_name;acme~empty~",
        "list --columns org_name,members;acme^3~empty^0~",
        "list --counts --columns org_id;1~2~",
        "export --columns member --prefix e;\\N~",
        "export --columns member,org --prefix e --format csv;member,org~,empty~",
        "show acme --columns count,members --format csv;count,members~exact,3~",
        "show acme --columns members --format json;{\"members\":3}~",
        "members duplicates acme --columns copies --format csv;copies~",
        "members list acme --limit 1 --no-header --format csv;1,=1+1~",
        "members list acme --limit 1 --no-header --format table;1  =1+1~",
        "members list acme --limit 1 --no-header;1^=1+1~",
        "members list empty --no-header --format table;''",
      })
  void columnsAndHeader(String command, String expected) {
    assertThat(run(command)).isEqualTo(Result.ok(expected.equals("''") ? "" : lines(expected)));
  }

  private static String lines(String text) {
    return text.replace('~', '\n').replace('^', '\t');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "list --columns name;no column 'name';the columns are org_id, org_name, members",
        "members list nosuch --columns id;no column 'id';the columns are member_id, member_name",
        "members list acme --columns=;no column '';the columns are member_id, member_name",
        "export --columns org,;no column '';the columns are org, member",
        "export --columns org,org;column 'org' is named twice;name it once",
        "members list acme --columns member_name --format id;these rows have no id;"
            + "use --format table, csv, tsv, json, jsonl or md",
        "members list acme --spreadsheet;--spreadsheet is for csv, and the rows are tsv;"
            + "add --format csv, or name a file that ends in .csv with --output",
        "members list acme --spreadsheet -o x.json;--spreadsheet is for csv, and the rows are json;"
            + "add --format csv, or name a file that ends in .csv with --output",
        "list --no-header --format json;json has no header to leave out;"
            + "--no-header is for tables and csv",
        "list --no-header --format md;md has no header to leave out;"
            + "--no-header is for tables and csv",
      })
  void whatMeansNothingIsRefused(String command, String message, String hint) {
    Result result = run(command + (command.contains("--format j") ? " --debug" : ""));

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    if (command.contains("json")) {
      assertThat(result.err()).contains(message);
    } else {
      assertThat(result.err()).isEqualTo("orgs: " + message + "\nhint: " + hint + "\n");
    }
  }

  /** Nothing is asked of the database for a column that isn't wanted. */
  @Test
  void membersAreCountedOnlyWhereTheColumnIsWanted() {
    assertThat(ORGS.statements(() -> run("list --counts --columns org_name")))
        .noneMatch(sql -> sql.contains("count("));
    assertThat(ORGS.statements(() -> run("list --columns members")))
        .anyMatch(sql -> sql.contains("count("));
  }

  @Test
  void markdown() {
    assertThat(run("members list acme --format md"))
        .isEqualTo(
            Result.ok(
                "| member_id | member_name |\n| ---: | --- |\n| 1 | =1+1 |\n| 2 | a,\"b\" |\n"
                    + "| 3 | \\\\tx\\|y<br>z |\n"));
  }

  @Test
  void markdownFileIsNamedAndNotImportedAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("rows.md");
    ORGS.ok("members", "list", "acme", "--output", file.toString());

    assertThat(Files.readString(file)).startsWith("| member_id | member_name |\n");
    Result result = ORGS.run("members", "import", "empty", file.toString());
    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).contains("is a table for reading");
  }

  @Test
  void spreadsheet(@TempDir Path folder) throws Exception {
    String[] names = {"=1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "\uff1dx", "a=1", "'=1", " =1"};
    TestOrgs orgs = TestOrgs.migrated();
    orgs.ok("create", "acme");
    orgs.runWithInput(
        "name\n\"" + String.join("\"\n\"", names) + "\"\n",
        "members",
        "import",
        "acme",
        "-",
        "--input-format",
        "csv");
    String expected =
        "\ufeffmember_id,member_name\n1,'=1\n2,'+1\n3,'-1\n4,'@a\n5,'\tx\n6,\"'\rx\"\n7,\"'\nx\"\n"
            + "8,'\uff1dx\n9,a=1\n10,'=1\n11,\" =1\"\n";

    for (String command : List.of("list", "export")) {
      assertThat(orgs.ok("members", command, "acme", "--spreadsheet", "--format", "csv").out())
          .isEqualTo(expected);
    }
    Path file = folder.resolve("acme.csv");
    orgs.ok("members", "export", "acme", "--spreadsheet", "-o", file.toString());
    assertThat(file).usingCharset(StandardCharsets.UTF_8).hasContent(expected);
    assertThat(
            orgs.ok("list", "--spreadsheet", "--no-header", "--format", "csv", "--limit", "1")
                .out())
        .isEqualTo("\ufeff1,acme\n");
  }

  private static Result run(String command) {
    return ORGS.run(command.split(" "));
  }
}
