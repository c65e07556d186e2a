package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/**
 * Every command's rows in every format; how a format writes a value is tested with the printers.
 */
class FormatTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    orgs.ok("create", "one", "--member", "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create two                 | org_id,org_name            | 2,two",
        "create one --if-not-exists | org_id,org_name            | 1,one",
        "list                       | org_id,org_name            | 1,one",
        "list --counts              | org_id,org_name,members    | 1,one,1",
        "show one                   | org_id,org_name,members,count | 1,one,1,exact",
        "show one --count none      | org_id,org_name            | 1,one",
        "rename one two             | org_id,org_name            | 1,two",
        "delete one --yes           | org_id,org_name,members_deleted | 1,one,1",
        "delete one --dry-run       | org_id,org_name,members_deleted | 1,one,1",
        "members add one b          | member_id,member_name      | 2,b",
        "members list one           | member_id,member_name      | 1,a",
        "members remove one a       | member_id,member_name      | 1,a",
        "members remove one a --dry-run | member_id,member_name  | 1,a",
        "members rename one a b     | member_id,member_name      | 1,b",
        "members rename one --name a --replace a --with b | member_id,member_name | 1,b",
      })
  void commandPrintsRow(String command, String columns, String row) {
    for (String format : new String[] {"csv", "tsv", "jsonl", "json", "id", "table"}) {
      orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
      orgs.ok("create", "one", "--member", "a");

      Result result = orgs.ok((command + " -q --format " + format).split(" "));

      assertThat(result.err()).isEmpty();
      String object = object(columns.split(","), row.split(","));
      switch (format) {
        case "csv" -> assertThat(result.out()).isEqualTo(columns + "\n" + row + "\n");
        case "tsv" -> assertThat(result.out()).isEqualTo(row.replace(',', '\t') + "\n");
        case "jsonl" -> assertThat(result.out()).isEqualTo(object + "\n");
        case "json" ->
            assertThat(result.out().replace("\n", ""))
                .isEqualTo(command.startsWith("show") ? object : "[" + object + "]");
        case "id" -> assertThat(result.out()).isEqualTo(row.split(",")[0] + "\n");
        default ->
            assertThat(result.lines())
                .hasSize(3)
                .first()
                .asString()
                .containsSubsequence(columns.split(","));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --name x",
        "members list one --name x",
        "members remove one --name x",
        "members rename one --name x --replace a --with b",
        "delete x --if-exists --yes",
      })
  void noRows(String command) {
    assertThat(orgs.ok((command + " --format json").split(" ")).out()).isEqualTo("[]\n");
    assertThat(orgs.ok((command + " --format jsonl").split(" ")).out()).isEmpty();
    assertThat(orgs.ok((command + " --format tsv").split(" ")).out()).isEmpty();
    assertThat(orgs.ok((command + " --format id").split(" ")).out()).isEmpty();
    assertThat(orgs.ok((command + " --format csv").split(" ")).out())
        .matches("(org|member)_id,[a-z_,]+\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create one", "show x", "members list x", "delete x --yes"})
  void failurePrintsNoRows(String command) {
    for (String format : new String[] {"csv", "tsv", "jsonl", "json", "id", "table"}) {
      Result result = orgs.run((command + " --format " + format).split(" "));

      assertThat(result.exit()).isNotZero();
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void terminalGetsTableAndPipeGetsTsv() {
    assertThat(orgs.ok("list").out()).isEqualTo("1\tone\n");
    assertThat(orgs.withTerminals("010").ok("list", "--color", "never").lines())
        .containsExactly("org_id  org_name", "------  --------", "     1  one");
    assertThat(orgs.withTerminals("101").ok("list").out()).isEqualTo("1\tone\n");
  }

  @Test
  void colorIsForTerminalsOrOnRequest() {
    orgs.withTerminals("111");
    orgs.environment().remove("NO_COLOR");
    orgs.environment().put("TERM", "xterm");

    assertThat(orgs.ok("list").out()).contains("\u001b[");
    assertThat(orgs.ok("list", "--color=never").out()).doesNotContain("\u001b");
    orgs.environment().put("NO_COLOR", "1");
    assertThat(orgs.ok("list").out()).doesNotContain("\u001b");
    assertThat(orgs.ok("list", "--color=always").out()).contains("\u001b[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "export --prefix o", "export -o /dev/null"})
  void rowsWithoutIdHaveNoIdFormat(String command) {
    Result[] result = new Result[1];
    assertThat(orgs.statements(() -> result[0] = orgs.run((command + " --format id").split(" "))))
        .isEmpty();
    assertThat(result[0])
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                "orgs: these rows have no id\n"
                    + "hint: use --format table, csv, tsv, json, jsonl or md\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "json", "jsonl", "table"})
  void namesAreSafeOnTerminal(String format) {
    orgs.ok("create", "\u001b[2Jx,\"y\tz\u009b", "--member", "\u001b]0;a\u0007");
    orgs.withTerminals("010");
    for (String command :
        new String[] {"list", "export", "members list id:2", "members export id:2"}) {
      assertThat(orgs.ok((command + " --format " + format + " --color never").split(" ")).out())
          .doesNotContain("\u001b", "\u009b", "\u0007");
    }
  }

  @Test
  void quietSilencesMessagesOnly() {
    assertThat(orgs.run("delete", "one", "--dry-run", "-q")).isEqualTo(Result.ok("1\tone\t1\n"));
    assertThat(orgs.run("show", "x", "-q").err()).isEqualTo("orgs: no organization 'x'\n");
  }

  @Test
  void messagesAreSafeOnTerminal() {
    orgs.ok("create", "\u001b[2Jx", "--member", "a", "--member", "b");

    Result asked =
        orgs.withTerminals("111").runWithInput("\n", "members", "remove", "id:2", "--like", "%");
    assertThat(asked.err()).contains("\\x1b[2Jx").doesNotContain("\u001b");
    assertThat(orgs.run("show", "\u001b[2Jy").err()).contains("\\x1b[2Jy");
  }

  private static String object(String[] columns, String[] values) {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < columns.length; i++) {
      String value = values[i].matches("\\d+") ? values[i] : '"' + values[i] + '"';
      object.append(i == 0 ? "" : ",").append('"').append(columns[i]).append("\":").append(value);
    }
    return object.append('}').toString();
  }
}
