package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Effort;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** {@code orgs import} and {@code orgs export}. */
@Randomized
class TransferTest {

  private static TestOrgs orgs;

  @TempDir Path folder;

  @BeforeAll
  static void schema() {
    orgs = TestOrgs.migrated();
  }

  @BeforeEach
  void empty() {
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv   | csv   | 'member,org\nm1,zoo\nm2,ant\n,bee\nm3,zoo\n\"\",cat\n'",
        "a.csv   | csv   | 'org_name,member_name\nzoo,m1\nant,m2\nbee,\nzoo,m3\ncat,\n'",
        "a       | tsv   | 'zoo\tm1\nant\tm2\nbee\t\\N\nzoo\tm3\ncat\t'",
        "a.jsonl | jsonl | '{\"org\":\"zoo\",\"member\":\"m1\"}\n"
            + "{\"org\":\"ant\",\"member\":\"m2\"}\n"
            + "{\"org\":\"bee\"}\n"
            + "{\"org\":\"zoo\",\"member\":\"m3\"}\n"
            + "{\"org\":\"cat\",\"member\":null}\n"
            + "'",
      })
  void createsOrganizationsAsTheyAppearAndAppends(String name, String format, String text)
      throws IOException {
    orgs.ok("create", "ant", "--member", "m0");

    Result result = orgs.ok("import", file(name, text));

    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .endsWith(" as " + format + "\nimported 3 new organizations and 3 members\n");
    assertThat(orgs.contents())
        .containsExactly("ant|m0", "ant|m2", "zoo|m1", "zoo|m3", "bee|null", "cat|null");
  }

  @Test
  void badLinesSayWhichColumn() throws IOException {
    String file =
        file("a.csv", "org,member\nok,ok\nid:7,m\n,m\n" + "x".repeat(51) + ",m\nok, \nok\n");
    Path rejects = folder.resolve("rejects");

    Result result = orgs.run("import", file, "--rejects", rejects.toString());

    assertThat(result.exit()).isEqualTo(5);
    assertThat(rejects)
        .hasContent(
            "3\torg looks like an id\tid:7,m\n"
                + "4\thas an empty field 1\t,m\n"
                + "5\torg is 51 characters long; the limit is 50\t"
                + "x".repeat(51)
                + ",m\n"
                + "6\tmember is blank\tok, \n"
                + "7\thas 1 field instead of 2\tok\n");
    assertThat(orgs.contents()).containsExactly("ok|ok");
    assertThat(orgs.run("import", file).err()).contains(file + ":3: org looks like an id");
    assertThat(orgs.contents()).containsExactly("ok|ok");
  }

  @Test
  void linesHaveNoColumns() throws IOException {
    assertThat(orgs.run("import", file("a.csv", ""), "--input-format", "lines").exit())
        .isEqualTo(2);
    assertThat(orgs.run("import", file("a.lines", "a\tb\n")).exit()).isEqualTo(2);
    Result result = orgs.run("import", file("b", "a,b\n"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("the first record has 1 column, ")
        .contains("hint: ")
        .doesNotContain("--column");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n \"message\": \"Bad credentials\"\n}\n",
        "[[\"acme\",\"ann\"]]\n",
        "null\n",
        "<org><member>ann</member></org>\n",
        "acme,ann\nacme,bob\n",
        "acme;ann\n",
        "acme|ann\n",
        "\"acme\"\t\"ann\"\n",
        "org\tmember\nacme\tann\n",
        "{\"org_id\":1,\"org_name\":\"acme\"}\n",
        "{\"org_id\":1,\"org_name\":\"acme\",\"members\":0}\n",
        "{\"change\":\"add\",\"org\":\"acme\",\"member_id\":null,\"member_name\":\"ann\"}\n",
        "change,org,member_id,member_name\nadd,acme,,ann\n",
        "{\"orgs_backup\":1}\n{\"org_id\":1,\"org_name\":\"acme\"}\n",
        "org,member\nacme,ann\norg,member\n",
        "org,member\nacme,ann\rx,y\n",
        "PK\u0003\u0004\u0014\n",
        "acme\tann\n\ufeffacme\tbob\n",
      })
  void whatIsNoListOfMembershipsIsRefused(String text) {
    orgs.ok("create", "acme", "--member", "m");

    for (String command : List.of("import -", "sync - --yes", "diff -")) {
      Result result = orgs.runWithInput(text, command.split(" "));
      assertThat(result.exit()).as(result.err()).isEqualTo(1);
      assertThat(result.err()).contains("hint: ");
      assertThat(orgs.contents()).containsExactly("acme|m");
    }
  }

  @Test
  void carriageReturnsAloneEndRows() {
    orgs.runWithInput("org,member\rzoo,\"a\rb\"\rant,m\r\r", "import", "-");
    orgs.runWithInput("bee\tx\rcat\ty\r", "import", "-");

    assertThat(orgs.contents()).containsExactly("zoo|a\rb", "ant|m", "bee|x", "cat|y");
  }

  @Test
  void emptyFileImportsNothing() throws IOException {
    assertThat(orgs.ok("import", file("a.csv", "org,member\n")).err())
        .endsWith("imported 0 new organizations and 0 members\n");
    assertThat(orgs.ok("import", file("b.csv", "")).err())
        .endsWith("imported 0 new organizations and 0 members\n");
  }

  @Test
  void hundredsOfThousandsOfOrganizationsComeInOneFile() throws IOException {
    int count = 300_000;
    Path file = folder.resolve("many.tsv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        out.write("org " + (count - i) + "\tm" + i + "\n");
      }
    }
    List<String> statements = orgs.statements(() -> orgs.ok("import", file.toString()));

    assertThat(statements).filteredOn(s -> s.contains("COPY ")).hasSize(2);
    assertThat(statements).filteredOn(s -> s.contains("INSERT INTO")).hasSize(4);
    assertThat(statements).filteredOn(s -> s.endsWith(": COMMIT")).hasSize(1);
    assertThat(
            orgs.query(
                "SELECT count(*), count(DISTINCT org_id),"
                    + " bool_and(org_name = 'org ' || "
                    + count
                    + " - substr(member_name, 2)::int),"
                    + " bool_and(org_id < 250001 OR substr(member_name, 2)::int >= 250000)"
                    + " FROM organizations JOIN members USING (org_id)"))
        .containsExactly(count + "|" + count + "|t|t");
    assertThat(
            orgs.query(
                "SELECT count(*) FROM (SELECT org_name, lead(org_name) OVER (ORDER BY org_id) AS n"
                    + " FROM organizations) AS o"
                    + " WHERE substr(org_name, 5)::int <> substr(n, 5)::int + 1"))
        .containsExactly("0");

    List<String> exported = orgs.ok("export").lines();
    assertThat(exported).hasSize(count).startsWith("org 300000\tm0").endsWith("org 1\tm299999");
    assertThat(orgs.query("SELECT to_regclass('members_search') IS NOT NULL")).containsExactly("t");
  }

  private static String nasty(Random random) {
    String[] pieces = {
      "\t",
      "\n",
      "\r\n",
      "\\",
      "\"",
      "'",
      ",",
      "\\N",
      "\\.",
      "\ud83d\ude00",
      "é",
      "a",
      " ",
      "#",
      "{",
      "null",
      "\u0001",
      "\u2028",
      "%",
      "\ufeff",
      "\u007f",
      "\r"
    };
    StringBuilder name = new StringBuilder();
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      name.append(pieces[random.nextInt(pieces.length)]);
    }
    return name.toString().isBlank() || name.toString().strip().equals("\u007f")
        ? name + "x"
        : name.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "jsonl"})
  void whatIsExportedComesBackTheSame(String format) {
    Random random = new Random(Effort.seed());
    List<String> names = new ArrayList<>(List.of("\\N", "\\.", "\"\"", "null", "org", "\ufeffx"));
    for (int i = 0; i < 60; i++) {
      names.add(nasty(random));
    }
    names.stream().distinct().forEach(name -> orgs.ok("create", name));
    for (int i = 0; i < 40; i++) {
      String name = names.get(random.nextInt(names.size()));
      List<String> add = new ArrayList<>(List.of("members", "add", "--", name));
      for (int j = 0; j < 5; j++) {
        add.add(nasty(random));
      }
      add.add("\\N");
      add.add("\\.");
      orgs.ok(add.toArray(String[]::new));
    }
    List<String> before = orgs.contents();
    Path file = folder.resolve("all." + format);

    orgs.ok("export", "--format", format, "-o", file.toString());
    empty();
    orgs.ok("import", file.toString());

    assertThat(orgs.contents()).isEqualTo(before).hasSizeGreaterThan(280);
    assertThat(orgs.ok("export", "--format", format).out()).isEqualTo(read(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void exportIsOrderedByOrganizationThenMember() throws IOException {
    orgs.ok("create", "b", "a", "none");
    orgs.ok("members", "add", "a", "a1");
    orgs.ok("members", "add", "b", "b1");
    orgs.ok("members", "add", "a", "a0");
    orgs.ok("members", "add", "b", "b0");

    assertThat(orgs.ok("export").out()).isEqualTo("b\tb1\nb\tb0\na\ta1\na\ta0\nnone\t\\N\n");
    assertThat(orgs.ok("export", "--format", "csv").out())
        .isEqualTo("org,member\nb,b1\nb,b0\na,a1\na,a0\nnone,\n");
    assertThat(orgs.ok("export", "--format", "jsonl", "--like", "n%").out())
        .isEqualTo("{\"org\":\"none\",\"member\":null}\n");
    assertThat(orgs.ok("export", "--prefix", "a").out()).isEqualTo("a\ta1\na\ta0\n");
    assertThat(orgs.ok("export", "--name", "none").out()).isEqualTo("none\t\\N\n");
    assertThat(orgs.ok("export", "--name", "nobody").out()).isEmpty();
    assertThat(orgs.ok("export", "--format", "json", "--name", "nobody").out()).isEqualTo("[]\n");
  }
}
