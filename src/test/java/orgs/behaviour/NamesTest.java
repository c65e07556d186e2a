package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A name is kept exactly, or refused in one line with nothing written. */
class NamesTest {

  private static final String EMOJI = "\uD83D\uDE00";
  private static final String SPACES = "                                                 ";

  private static TestOrgs orgs;

  @BeforeAll
  static void schema() {
    orgs = TestOrgs.migrated();
  }

  @BeforeEach
  void empty() {
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--", "--help", "-", "-x", "--member=a", "--format", "--member"})
  void attachedValueMayLookLikeAnOption(String value) {
    orgs.ok("create", "one", "--member=" + value, "--member=b", "--member", "c");
    assertThat(orgs.contents()).containsExactly("one|" + value, "one|b", "one|c");
    assertThat(orgs.ok("members", "list", "one", "--name=" + value, "--contains=" + value).out())
        .isEqualTo("1\t" + value + "\n");
    orgs.ok("members", "rename", "one", "--name=b", "--replace=b", "--with=" + value, "--yes");
    orgs.ok("members", "remove", "one", "--name=" + value, "--yes");
    assertThat(orgs.contents()).containsExactly("one|c");
  }

  static Stream<String> possible() {
    return Stream.of(
        "%",
        "_",
        "\\",
        "\\\\",
        "'",
        "''",
        "\"",
        ";",
        "'; DROP TABLE members; --",
        "\"; DROP SCHEMA orgs CASCADE; --",
        "' OR '1'='1",
        "$1",
        "{0}",
        "?",
        ":name",
        "${HOME}",
        "$$x$$",
        "/* x */",
        "\\N",
        "\\.",
        "\\x41",
        "NULL",
        "null",
        ",",
        "a,b",
        "a\tb",
        "a\nb",
        "\na",
        "a\r\nb",
        "a\bb\fc\u000Bd",
        "\u001b[31mred",
        "\u007f",
        "a\u0085",
        "\u00A0a\u3000",
        "\u200B",
        "\u2060",
        "\uFEFF",
        "\u180E",
        "\u001C",
        " a ",
        "a" + SPACES,
        SPACES + "a",
        "e\u0301",
        "\u00e9",
        "\u0301",
        "\u05d0\u05d1 abc \u202e\u0627\u0644",
        EMOJI,
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
        "\uDBFF\uDFFF",
        "\uFFFF",
        "\uFFFD",
        "x".repeat(50),
        EMOJI.repeat(50),
        "e\u0301".repeat(25),
        "id:",
        "ID:7",
        "id:-7",
        "id: 7",
        "id:7x",
        "id:7\n",
        "id:\u0667",
        "--yes",
        "-",
        "@file",
        "#x",
        "true",
        "0");
  }

  @Test
  void areKeptExactly() {
    List<String> names = possible().toList();

    orgs.ok(arguments(names, "create", "--"));
    orgs.ok(arguments(names, "members", "add", "id:1", "--"));

    assertThat(orgs.query("SELECT org_name FROM organizations ORDER BY org_id")).isEqualTo(names);
    assertThat(orgs.query("SELECT member_name FROM members ORDER BY member_id")).isEqualTo(names);
  }

  /** Every way in, and every way to find it again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "_",
        "\\",
        "'",
        "\"",
        ";",
        "\\N",
        "${HOME}",
        "a\nb",
        "a" + SPACES,
        EMOJI,
        "\u202e\u0627",
        "--yes"
      })
  void isKeptExactly(String name) {
    orgs.ok("create", "one", "--member", "a", "--member=" + name);
    orgs.ok("rename", "--", "one", name);
    orgs.ok("members", "rename", "id:1", "--", "a", name);
    orgs.ok("members", "rename", "--id=2", "--", name, name);

    assertThat(
            orgs.query(
                "SELECT org_name, member_name FROM organizations JOIN members USING (org_id)"))
        .containsExactly(name + "|" + name, name + "|" + name);
    assertThat(orgs.ok("list", "--name=" + name, "--format=id").out()).isEqualTo("1\n");
    assertThat(orgs.ok("members", "count", "--prefix=" + name, "--contains=" + name).out())
        .isEqualTo("2\n");
    assertThat(orgs.ok("members", "remove", "--yes", "--", name, name).lines()).hasSize(2);
    assertThat(orgs.ok("delete", "--yes", "--", name).out()).startsWith("1\t").endsWith("\t0\n");
  }

  /** PostgreSQL itself reads what was written. */
  @Test
  void areReadableInEveryFormat() throws SQLException, IOException {
    List<String> names = possible().toList();
    orgs.ok(arguments(names, "create", "--"));
    try (Connection connection = orgs.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE tsv (id bigint, name text)");
      statement.execute("CREATE TABLE csv (id bigint, name text)");
      statement.execute("CREATE TABLE lines (line text)");
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      copy.copyIn("COPY tsv FROM STDIN", new StringReader(orgs.ok("list").out()));
      copy.copyIn(
          "COPY csv FROM STDIN (FORMAT csv, HEADER)",
          new StringReader(orgs.ok("list", "--format", "csv").out()));
      copy.copyIn(
          "COPY lines FROM STDIN (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')",
          new StringReader(orgs.ok("list", "--format", "jsonl").out()));
    }
    String json = orgs.ok("list", "--format", "json").out();

    for (String source :
        List.of(
            "tsv",
            "csv",
            "(SELECT line::json->>'org_name' AS name FROM lines)",
            "(SELECT o->>'org_name' AS name FROM json_array_elements($json$"
                + json
                + "$json$) o)")) {
      assertThat(orgs.query("SELECT name FROM " + source + " AS source")).isEqualTo(names);
    }
  }

  static Stream<String> impossible() {
    return Stream.of(
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\u0085",
        "\u00A0",
        "\u1680",
        "\u2007",
        "\u2028",
        "\u202F",
        "\u3000",
        " \t\u00A0\u3000",
        SPACES + " ",
        SPACES + "  ",
        "x".repeat(51),
        EMOJI.repeat(51),
        "a" + SPACES + " ",
        "a" + "\u3000".repeat(50),
        "x".repeat(100_000),
        "\0",
        "a\0b",
        "\uD83D",
        "\uDE00",
        "a\uD83Db");
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void isRefusedInOneLineAndNothingIsWritten(String name) {
    orgs.ok("create", "one", "--member", "ann");

    assertRefused("organization", orgs.run("create", "--", "two", name));
    assertRefused("member", orgs.run("members", "add", "one", "--", "b", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u3000", "123456789 123456789 123456789 123456789 123456789 1", "\0"})
  void isRefusedByEveryCommand(String name) {
    orgs.ok("create", "one", "--member", "ann");

    assertRefused("organization", orgs.run("create", "--if-not-exists", "--", name));
    assertRefused("member", orgs.run("create", "two", "--member=" + name));
    assertRefused("member", orgs.run("create", "two", "--member=b", "--member=" + name));
    assertRefused("organization", orgs.run("rename", "--", "one", name));
    assertRefused("member", orgs.run("members", "rename", "one", "--", "ann", name));
    assertRefused("member", orgs.run("members", "rename", "one", "--id=1", "--", name));
    assertRefused("member", orgs.run("members", "rename", "one", "--dry-run", "ann", "--", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id:7", "id:0", "id:007", "id:99999999999999999999"})
  void organizationCannotBeCalledLikeAnId(String name) {
    orgs.ok("create", "one", "--member", "ann");

    assertRefused("organization", orgs.run("create", name));
    assertRefused("organization", orgs.run("rename", "one", name));
    assertThat(orgs.run("members", "add", "one", name)).isEqualTo(Result.ok("2\t" + name + "\n"));
  }

  static Stream<List<String>> impossibleReplacements() {
    return Stream.of(
        List.of("ann", ""),
        List.of("ann", " "),
        List.of("ann", "\u00A0"),
        List.of("n", "x".repeat(25)),
        List.of("n", EMOJI.repeat(25)),
        List.of("n", " ".repeat(25)),
        List.of("n", "\0"),
        List.of("\0", "n"),
        List.of("n", "\uD83D"));
  }

  @ParameterizedTest
  @MethodSource("impossibleReplacements")
  void replacementCannotMakeAnImpossibleName(List<String> replacement) {
    orgs.ok("create", "one", "--member", "ann", "--member", "bob");

    for (String option : List.of("--yes", "--dry-run")) {
      Result result =
          orgs.run(
              "members",
              "rename",
              "one",
              "--like=%",
              "--replace=" + replacement.get(0),
              "--with=" + replacement.get(1),
              option);
      assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("orgs: ").containsPattern("name|Unicode");
      assertThat(orgs.contents()).containsExactly("one|ann", "one|bob");
    }
  }

  @Test
  void replacementMayFillAName() {
    orgs.ok("create", "one", "--member", "n");

    orgs.ok("members", "rename", "one", "--name=n", "--replace=n", "--with=a" + " ".repeat(49));
    assertThat(orgs.contents()).containsExactly("one|a" + " ".repeat(49));
  }

  private void assertRefused(String kind, Result result) {
    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("orgs: " + kind + " name ")
        .contains("\nhint: ")
        .hasLineCount(2)
        .hasSizeLessThan(250);
    assertThat(orgs.contents()).containsExactly("one|ann");
  }

  private static String[] arguments(List<String> names, String... first) {
    return Stream.concat(Arrays.stream(first), names.stream()).toArray(String[]::new);
  }
}
