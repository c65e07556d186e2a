package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class RunTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @Test
  void oneLineOfFileMayReadStdin() throws IOException {
    orgs.ok("create", "one", "--member", "ann");
    String sync = "members sync one - --yes --max-removals 100% -q\n";
    Path script = Files.writeString(folder.resolve("script"), sync + sync);

    Result result = orgs.runWithInput("bob\n", "run", script.toString());
    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo(
            "orgs: "
                + script
                + ":2: a line before this one has read standard input\nhint: name a file\n");
    assertThat(orgs.contents()).containsExactly("one|bob");
  }

  @Test
  void semicolonsEndCommandsAsInTheShell() {
    String script = "create a;\ncreate b; create a; create c\ncreate d;\n";

    Result result = orgs.runWithInput(script, "run", "-");
    assertThat(result.exit()).isEqualTo(ExitCode.CONFLICT);
    assertThat(result.err()).startsWith("orgs: stdin:2: organization 'a' already exists\n");
    assertThat(orgs.contents()).containsExactly("a|null", "b|null");
    assertThat(orgs.runWithInput(script, "run", "-", "--keep-going").exit())
        .isEqualTo(ExitCode.CONFLICT);
    assertThat(orgs.contents()).containsExactly("a|null", "b|null", "c|null", "d|null");
    assertThat(orgs.runWithInput("create x;y\n\\q\n", "run", "-", "--keep-going").err())
        .contains("stdin:1: a ; stands within a word\n", "stdin:2: no command \\q\n");
    assertThat(orgs.contents()).hasSize(4);
  }

  @Test
  void runsTheLinesInTheirOrder() {
    assertThat(script("create one --member a", "members add one b", "members count one"))
        .isEqualTo(Result.ok("1\tone\n2\tb\n2\n"));
  }

  @Test
  void readsFileToo() throws IOException {
    Path file = Files.writeString(folder.resolve("my script.orgs"), "create one\nshow two");

    assertThat(orgs.run("run", file.toString()))
        .isEqualTo(
            new Result(
                ExitCode.NOT_FOUND, "1\tone\n", "orgs: " + file + ":2: no organization 'two'\n"));
    assertThat(orgs.run("run", folder.resolve("no").toString()).err())
        .isEqualTo(
            "orgs: can't read "
                + folder.resolve("no")
                + "\nhint: give a readable file, or - for stdin\n");
    assertThat(orgs.run("run", folder.toString()).exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void emptyScriptIsNoError() {
    assertThat(orgs.runWithInput("", "run", "-")).isEqualTo(Result.ok(""));
  }

  @Test
  void wordsAreThoseOfTheShell() {
    assertThat(script("create 'a b' \"it's\" c\\ d # e").out())
        .isEqualTo("1\ta b\n2\tit's\n3\tc d\n");
  }

  @ParameterizedTest
  @CsvSource({
    "create 'a, a quote is never closed",
    "create \"a, a quote is never closed",
    "create a\\, the line ends with a backslash",
    "create '', organization name is empty",
  })
  void badLineIsTold(String line, String message) {
    Result result = script("# first", line);

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: stdin:2: " + message + "\n");
    assertThat(orgs.contents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--single-transaction", "--keep-going"})
  void linesThatWereSetAsideAreNoFailure(String option) throws IOException {
    Path names = Files.writeString(folder.resolve("names.lines"), "ann\n \nbob\n");
    String script =
        "create acme\nmembers import acme %s --rejects %s\nmembers add acme zoe\n"
            .formatted(names, folder.resolve("bad"));
    String[] command =
        option.isEmpty() ? new String[] {"run", "-"} : new String[] {"run", "-", option};

    Result result = orgs.runWithInput(script, command);

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.REJECTS);
    assertThat(result.err()).doesNotContain("undone");
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob", "acme|zoe");
    assertThat(folder.resolve("bad")).content().startsWith("2\t");

    String more = script.replace("create acme\n", "") + "show nobody\n";
    assertThat(orgs.runWithInput(more, command).exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.contents()).hasSize(option.equals("--single-transaction") ? 3 : 6);
  }

  @Test
  void commentsAndHeadings() {
    assertThat(script("", "  ", "# nothing", "  # nothing", "## Make one  ", "create one"))
        .isEqualTo(new Result(0, "1\tone\n", "\n# Make one\n"));
    assertThat(orgs.runWithInput("## Make one\n", "run", "-", "-q")).isEqualTo(Result.ok(""));
  }

  @Test
  void linesMayEndAsInWindowsAndBeginWithMark() {
    assertThat(orgs.runWithInput("\uFEFFcreate one\r\n\r\ncreate two\r\n", "run", "-"))
        .isEqualTo(Result.ok("1\tone\n2\ttwo\n"));
  }

  @Test
  void carriageReturnsAloneEndLines() {
    assertThat(orgs.runWithInput("create one\r\r# two\rcreate two", "run", "-"))
        .isEqualTo(Result.ok("1\tone\n2\ttwo\n"));
    Result mixed = orgs.runWithInput("# a\ncreate three\rcreate four\n", "run", "-");
    assertThat(mixed.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(mixed.err()).startsWith("orgs: stdin:2: the line has a carriage return in it");
    assertThat(orgs.contents()).containsExactly("one|null", "two|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u000b", "\u000c", "\u0085", "\u2028", "\u2029"})
  void whatMayEndALineElsewhereIsRefused(String end) {
    Result result = script("create a" + end + "create b");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: stdin:1: the line has a character in it that may");
    assertThat(orgs.contents()).isEmpty();
    assertThat(script("create 'a" + end + "b'").exit()).isZero();
  }

  @Test
  void packedScriptIsReadAndAnotherArchiveIsNot() throws IOException {
    Path packed = folder.resolve("setup.orgs.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("create one\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(orgs.run("run", packed.toString())).isEqualTo(Result.ok("1\tone\n"));
    Path zip = Files.writeString(folder.resolve("zip"), "PK\u0003\u0004\ncreate two\n");
    Result result = orgs.run("run", zip.toString(), "--keep-going");
    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: " + zip + ": is a zip archive");
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void stopsAtTheFirstFailure() {
    Result result = script("create one", "show two", "create three");

    assertThat(result)
        .isEqualTo(
            new Result(ExitCode.NOT_FOUND, "1\tone\n", "orgs: stdin:2: no organization 'two'\n"));
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void keepGoingEndsWithTheFirstFailuresCode() {
    Result result =
        orgs.runWithInput(
            "create one\nshow two\ncreate one\ncreate 'x\nmembers frob\ncreate three\n",
            "run",
            "-",
            "--keep-going");

    assertThat(result.exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.lines())
        .extracting(line -> line.split("\t")[1])
        .containsExactly("one", "three");
    assertThat(result.err().lines().filter(line -> line.startsWith("orgs: ")))
        .containsExactly(
            "orgs: stdin:2: no organization 'two'",
            "orgs: stdin:3: organization 'one' already exists",
            "orgs: stdin:4: a quote is never closed",
            "orgs: stdin:5: no command 'members frob'");
    assertThat(orgs.contents()).containsExactly("one|null", "three|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"show two", "create 'x", "create ' '", "members frob", "create one"})
  void singleTransactionUndoesAll(String failing) {
    String script = "create one --member a\nmembers add one b\ndelete zero --yes --if-exists\n";

    Result result =
        orgs.runWithInput(script + failing + "\ncreate x\n", "run", "-", "--single-transaction");
    assertThat(result.exit()).isIn(ExitCode.NOT_FOUND, ExitCode.USAGE, ExitCode.CONFLICT);
    assertThat(result.err()).startsWith("orgs: stdin:4: ").endsWith("everything was undone\n");
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void singleTransactionIsOne() {
    List<String> statements =
        orgs.statements(
            () -> {
              Result result =
                  orgs.runWithInput(
                      "create one --member a\nmembers list one\nmembers count\ndelete one --yes",
                      "run",
                      "-",
                      "--single-transaction");
              assertThat(result).isEqualTo(Result.ok("1\tone\n1\ta\n1\n1\tone\t1\n"));
            });

    assertThat(statements).filteredOn(s -> s.endsWith(": COMMIT")).hasSize(1);
    assertThat(statements).filteredOn(s -> s.contains("ROLLBACK")).isEmpty();
  }

  @Test
  void keepGoingAndSingleTransactionExcludeEachOther() {
    assertThat(orgs.run("run", "-", "--keep-going", "--single-transaction"))
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                "orgs: --keep-going and --single-transaction can't be combined\n"));
  }

  @Test
  void linesThatAreNoUtf8AreTold() {
    byte[] script =
        "create one\ncreate \u00ff\ncreate three\n".getBytes(StandardCharsets.ISO_8859_1);

    Result result = orgs.runWithInput(new ByteArrayInputStream(script), "run", "-");
    assertThat(result)
        .isEqualTo(
            new Result(ExitCode.USAGE, "1\tone\n", "orgs: stdin:2: the line is not valid UTF-8\n"));
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void nulInLineIsRefused() {
    Result result = script("create 'a\0b'");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: stdin:1: organization name has a NUL character\n");
    assertThat(orgs.contents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-d other",
        "-h localhost",
        "-p 5432",
        "-U somebody",
        "--service x",
        "--schema other"
      })
  void connectionOptionsBelongToRun(String options) {
    Result result = script("create one", "list " + options);

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo(
            "orgs: stdin:2: the lines of a script share one connection\n"
                + "hint: give the connection options to orgs run\n");
  }

  @Test
  void optionsOfRunHoldForItsLines() {
    String script = "create one\nlist\nlist --format tsv\nlist\n";

    assertThat(orgs.runWithInput(script, "run", "-", "--format", "csv").out())
        .isEqualTo(
            "org_id,org_name\n1,one\norg_id,org_name\n1,one\n1\tone\norg_id,org_name\n1,one\n");
  }

  @Test
  void optionMayBeGivenToBoth() {
    Result result =
        orgs.runWithInput("create one -q --echo\n## heading\n", "run", "-", "-q", "--echo");

    assertThat(result.err()).contains("$ orgs create one", "INSERT").doesNotContain("heading");
    assertThat(orgs.runWithInput("members import one - -q", "run", "-", "-q").err())
        .doesNotContain("reading");
  }

  @Test
  void optionsOfLineHoldForItAlone() {
    assertThat(script("create one two", "list --limit 1 --format id", "list", "list --name one"))
        .isEqualTo(Result.ok("1\tone\n2\ttwo\n1\n1\tone\n2\ttwo\n1\tone\n"));
  }

  @Test
  void echoShowsLinesAndStatements() {
    Result result = orgs.runWithInput("create one\n", "run", "-", "--echo");

    assertThat(result.err()).contains("$ orgs create one\n").contains("BEGIN\n", "['one']\n");
    assertThat(script("list --echo", "list").err().lines().filter("BEGIN"::equals)).hasSize(1);
  }

  @Test
  void outputIsOneFileForTheWholeScript() throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "old");
    Path other = folder.resolve("other");
    orgs.withTerminals("111");

    assertThat(orgs.runWithInput("create one\nshow two\n", "run", "-", "-o", file.toString()).out())
        .isEmpty();
    assertThat(file).hasContent("old");
    assertThat(
            orgs.runWithInput(
                "list\nlist -o '" + other + "'\nmembers count\n",
                "run",
                "-",
                "-o",
                file.toString()))
        .isEqualTo(Result.ok(""));
    assertThat(file).hasContent("1\tone\n0\n");
    assertThat(other).hasContent("1\tone\n");
    assertThat(
            orgs.runWithInput("show two\nlist\n", "run", "-", "--keep-going", "-o", file.toString())
                .exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(file).hasContent("1\tone\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run x.orgs", "demo", "db reset --yes", "db status"})
  void someCommandsAreNotForScripts(String line) {
    Result result = script("create one", line);

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .isEqualTo("orgs: stdin:2: orgs " + line.split(" ")[0] + " can't be used in a script\n");
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void nobodyIsAskedInScript() {
    orgs.withTerminals("111");

    Result result = script("create one", "delete one");
    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void helpInLineIsHelp() {
    assertThat(script("list --help").out()).contains("Usage: orgs list");
  }

  @Test
  void oneConnectionServesAll() {
    List<String> statements = orgs.statements(() -> script("list", "list", "list"));

    assertThat(statements).filteredOn(s -> s.contains("flyway_schema_history")).hasSize(1);
  }

  private Result script(String... lines) {
    return orgs.runWithInput(String.join("\n", lines) + "\n", "run", "-");
  }
}
