package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.load.Quota;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class MembersImportTest {

  private static TestOrgs orgs;

  @TempDir Path folder;

  @BeforeAll
  static void schema() {
    orgs = TestOrgs.migrated();
  }

  @BeforeEach
  void organization() {
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
    orgs.ok("create", "acme", "--member", "first");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<String> imported() {
    return orgs.query("SELECT member_name FROM members ORDER BY member_id").stream()
        .skip(1)
        .toList();
  }

  private void assertNothingImported() {
    assertThat(orgs.contents()).containsExactly("acme|first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names.txt    | lines | 'zoe\nadam\n'",
        "names        | lines | 'zoe\nadam'",
        "names.csv    | csv   | 'id,member_name\n1,zoe\n2,adam\n'",
        "names.tsv    | tsv   | 'zoe\nadam\n'",
        "names.jsonl  | jsonl | '{\"member\":\"zoe\"}\n\"adam\"\n'",
        "names.ndjson | jsonl | '{\"name\":\"zoe\"}\n\"adam\"\n'",
      })
  void formatIsGuessedFromTheNameAndOrderKept(String name, String format, String text)
      throws IOException {
    String file = file(name, text);

    Result result = orgs.ok("members", "import", "acme", file);

    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo("reading " + file + " as " + format + "\nimported 2 members\n");
    assertThat(imported()).containsExactly("zoe", "adam");
  }

  @Test
  void formatThatIsGivenIsNotSaid() throws IOException {
    Result result =
        orgs.ok("members", "import", "acme", file("n.txt", "\"a\"\n"), "--input-format", "jsonl");

    assertThat(result.err()).isEqualTo("imported 1 member\n");
    assertThat(imported()).containsExactly("a");
  }

  @Test
  void readsStdin() {
    Result result = orgs.runWithInput("a\nb\n", "members", "import", "acme", "-", "-q");

    assertThat(result).isEqualTo(new Result(0, "", ""));
    assertThat(imported()).containsExactly("a", "b");
  }

  @Test
  void unpacksGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("name\na\n".getBytes(StandardCharsets.UTF_8));
    }
    orgs.ok("members", "import", "acme", file("a.csv.gz", packed.toByteArray()));
    InputStream in = new ByteArrayInputStream(packed.toByteArray());
    orgs.runWithInput(in, "members", "import", "acme", "-", "--input-format", "csv");
    assertThat(imported()).containsExactly("a", "a");

    byte[] part = Arrays.copyOf(packed.toByteArray(), packed.size() - 5);
    String cut = file("cut.csv.gz", part);
    Result result = orgs.run("members", "import", "acme", cut);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .endsWith(
            "orgs: can't read "
                + cut
                + ": its gzip data ends unexpectedly\n"
                + "hint: nothing was imported\n");
    assertThat(imported()).containsExactly("a", "a");
  }

  @Test
  void columnIsChosenByNameOrNumber() throws IOException {
    String csv = file("a.csv", "x,y,member\n1,b,c\n");
    orgs.ok("members", "import", "acme", csv);
    orgs.ok("members", "import", "acme", csv, "--column", "y");
    orgs.ok("members", "import", "acme", csv, "--column", "1");
    orgs.ok("members", "import", "acme", csv, "--no-header", "--column", "3", "--limit", "1");
    orgs.ok("members", "import", "acme", file("a.tsv", "m\tn\n1\t2\n"), "--header", "--column=n");
    assertThat(imported()).containsExactly("c", "b", "1", "member", "2");

    Result result = orgs.run("members", "import", "acme", csv, "--column", "z", "-q");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("orgs: " + csv + ": the header has no column z: x, y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv   | 'who\nann\n'            | --column name  | the header has no column name: who",
        "a.csv   | 'who\nann\n'            | --column 2     | the header has no column 2: who",
        "a.tsv   | 'ann\n'                 | --column name  | there is no column name",
        "a.tsv   | 'ann\n'                 | --column 2     | there is no column 2",
        "a.csv   | 'ann\n'         | --no-header --column x | there is no column x",
        "a.lines | 'ann\n'                 | --column name  | lines have no columns",
        "a.txt   | 'ann\n'                 | --column name  | lines have no columns",
        "a.lines | 'ann\n'                 | --header       | lines have no header",
        "a.txt   | 'ann\n'                 | --no-header    | lines have no header",
        "a.jsonl | '{\"name\":\"ann\"}\n'  | --header       | jsonl has no header",
        "a.json  | '[]\n'                  | --no-header    | json has no header",
      })
  void whatTheFileCannotHaveIsUsage(String name, String text, String options, String message)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("members", "import", "acme"));
    command.add(file(name, text));
    command.addAll(List.of(options.split(" ")));

    Result result = orgs.run(command.toArray(String[]::new));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains(message).contains("\nhint: ");
    assertNothingImported();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv   | 'na\u00fcme,x\\na,b\\n' | the header is not valid UTF-8",
        "a.csv   | '\"name,x\\na,b\\n'     | the header has a quote that is not closed",
        "a.csv   | '\"na\"me,x\\na,b\\n'   | the header has text after a closing quote",
        "a.jsonl | '{name: 1}\\n'       | :1: is not valid JSON at character 2",
        "a.jsonl | '{\"name\": nope}\\n' | :1: is not valid JSON at character",
        "a.jsonl | '{\"name\": \"a\\n'   | :1: is not valid JSON: it ends too early",
        "a.json  | '{\"name\": \"a\"}\\n' | begins like jsonl, and its name says json",
        "a.json  | '[\\n  {\\n}\\n]'       | line 2 is not an element of a JSON array",
        "a.json  | '[\\n\"a\",\\n'         | the JSON array has no end",
        "a.json  | '[\\n\"a\"\\n]\\n[\\n'    | line 4 follows the end of the array",
        "a.json  | '\"a\"\\n'            | is not a JSON array with each element on a line",
        "a.csv   | '{\"name\": \"a\"}\\n' | begins like jsonl, and its name says csv",
        "a.txt   | 'a\\0n\\0n\\0\\n\\0'     | is UTF-16, and not UTF-8",
        "a.txt   | '\\0a\\0n\\0n\\0\\n'     | is UTF-16, and not UTF-8",
      })
  void whatIsWrongWithTheFileIsSaid(String name, String text, String message) throws IOException {
    String file = file(name, latin1(text.translateEscapes()));

    Result result = orgs.run("members", "import", "acme", file);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains(message)
        .contains("\nhint: ")
        .doesNotContain("REDACTED", "Feature", "com.");
    assertNothingImported();
  }

  @Test
  void ownExportComesBack() throws IOException {
    String nasty = " a\t\"b\",\\N\r\n\ud83d\ude00 ";
    orgs.ok("members", "add", "acme", nasty, "\\N", "\\.");
    for (String format : List.of("csv", "json", "jsonl", "tsv")) {
      Path exported = folder.resolve("members." + format);
      orgs.ok("members", "export", "acme", "--format", format, "-o", exported.toString());
      orgs.ok("create", format);
      String column = format.equals("tsv") ? "2" : "member_name";
      orgs.ok("members", "import", format, exported.toString(), "--column", column);
      assertThat(
              orgs.query(
                  "SELECT member_name FROM members JOIN organizations USING (org_id)"
                      + " WHERE org_name = '"
                      + format
                      + "' ORDER BY member_id"))
          .containsExactly("first", nasty, "\\N", "\\.");
    }
  }

  @Test
  void skipAndLimitCountRecords() throws IOException {
    String csv = file("a.csv", "name\na\nb\n\"c\nc\"\nd\ne\n");
    orgs.ok("members", "import", "acme", csv, "--skip", "1", "--limit", "2");
    assertThat(imported()).containsExactly("b", "c\nc");
    orgs.ok("members", "import", "acme", csv, "--skip", "9");
    assertThat(imported()).hasSize(2);
    assertThat(orgs.run("members", "import", "acme", csv, "--skip", "-1").exit()).isEqualTo(2);
    assertThat(orgs.run("members", "import", "acme", csv, "--limit", "-1").exit()).isEqualTo(2);
  }

  @Test
  void limitLeavesTheRestUnread() throws IOException {
    String lines = file("a.txt", "a\n\n");
    orgs.ok("members", "import", "acme", lines, "--limit", "1");
    assertThat(imported()).containsExactly("a");
  }

  @Test
  void createsTheOrganizationInTheSameTransaction() throws IOException {
    orgs.ok("members", "import", "new", file("a.txt", "a\n"), "--create-org");
    orgs.ok("members", "import", "new", file("a.txt", "b\n"), "--create-org");
    assertThat(orgs.contents()).containsExactly("acme|first", "new|a", "new|b");

    assertThat(orgs.run("members", "import", "bad", file("b.txt", "a\n\nb"), "--create-org").exit())
        .isEqualTo(1);
    assertThat(orgs.ok("list").lines()).hasSize(2);
    assertThat(orgs.run("members", "import", "id:99", file("a.txt", "a"), "--create-org").exit())
        .isEqualTo(3);
  }

  @Test
  void unknownOrganizationIsNotFoundAlsoInDryRun() throws IOException {
    String file = file("a.txt", "a\n");
    Result result = orgs.run("members", "import", "none", file, "-q");
    assertThat(result)
        .isEqualTo(
            new Result(3, "", "orgs: no organization 'none'\nhint: --create-org creates 'none'\n"));
    assertThat(orgs.run("members", "import", "acne", file).err())
        .endsWith("hint: did you mean 'acme'? --create-org creates 'acne'\n");
    assertThat(orgs.run("members", "import", "none", file, "--dry-run").exit()).isEqualTo(3);
    orgs.ok("members", "import", "none", file, "--dry-run", "--create-org");
    assertThat(orgs.ok("list").lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id:77", "x x x x x x x x x x x x x x x x x x x x x x x x x x ", " "})
  void dryRunRefusesWhatTheImportRefuses(String organization) throws IOException {
    String[] command = {
      "members", "import", organization, file("a.txt", "a\n"), "--create-org", "-q"
    };
    String[] dry = Arrays.copyOf(command, command.length + 1);
    dry[command.length] = "--dry-run";

    Result result = orgs.run(command);

    assertThat(result.exit()).isPositive();
    assertThat(orgs.run(dry)).isEqualTo(result);
  }

  @Test
  void dryRunChecksEveryLineAndImportsNothing() throws IOException {
    Result good = orgs.ok("members", "import", "acme", file("a.txt", "a\nb\n"), "--dry-run");
    assertThat(good.err()).endsWith("dry run: 2 good lines, 0 bad; nothing was imported\n");

    String bad = file("b.txt", "a\n\nb\n");
    assertThat(orgs.run("members", "import", "acme", bad, "--dry-run").exit()).isEqualTo(1);
    String rejects = folder.resolve("rejects").toString();
    Result result = orgs.run("members", "import", "acme", bad, "--dry-run", "--rejects", rejects);
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err())
        .endsWith(
            "dry run: 2 good lines, 1 bad; nothing was imported\n1 bad line is in "
                + rejects
                + "\n");
    assertNothingImported();
  }

  @Test
  void firstBadLineStopsEverything() throws IOException {
    String file = file("a.csv", "name\nok\nok\n" + "x".repeat(51) + "\n\"open\n");

    Result result = orgs.run("members", "import", "acme", file);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "reading "
                + file
                + " as csv\norgs: "
                + file
                + ":4: is 51 characters long; the limit is 50\n"
                + "hint: nothing was imported; --rejects FILE sets bad lines aside\n");
    assertNothingImported();
  }

  @Test
  void everyReasonHasItsLine() throws IOException {
    byte[] bytes = latin1("ok\n\n \u00e9\na\0b\n\t \n" + "x".repeat(51) + "\nok");
    Path rejects = folder.resolve("rejects");

    Result result =
        orgs.run(
            "members", "import", "acme", file("a.txt", bytes), "--rejects", rejects.toString());

    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).endsWith("imported 2 members\n5 bad lines are in " + rejects + "\n");
    assertThat(Files.readAllBytes(rejects))
        .isEqualTo(
            latin1(
                "2\tis empty\t\n"
                    + "3\tis not valid UTF-8\t \u00e9\n"
                    + "4\thas a NUL character\ta\0b\n"
                    + "5\tis blank\t\t \n"
                    + "6\tis 51 characters long; the limit is 50\t"
                    + "x".repeat(51)
                    + "\n"));
    assertThat(imported()).containsExactly("ok", "ok");
  }

  @Test
  void insideOfQuotesIsNeverTakenForRows() throws IOException {
    String inside = "row\n".repeat(300_000);
    Path rejects = folder.resolve("rejects");
    String closed = file("closed.csv", "name\nok\n\"" + inside + "\"\nok\n");
    assertThat(
            orgs.run("members", "import", "acme", closed, "--rejects", rejects.toString()).exit())
        .isEqualTo(5);
    assertThat(imported()).containsExactly("ok", "ok");
    assertThat(rejects).content().startsWith("3\tis longer than 1048576 bytes\t\"row\n");

    String open = file("open.csv", "name\nok\n\"" + inside + "ok\n");
    Result result =
        orgs.run("members", "import", "acme", open, "--rejects", rejects.toString(), "-q");
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                "orgs: "
                    + open
                    + ": a quote in line 3 is never closed\nhint: double it, or remove it\n"));
    assertThat(imported()).containsExactly("ok", "ok");
  }

  @Test
  void rejectsOfAnEarlierRunDoNotStay() throws IOException {
    Path rejects = Files.writeString(folder.resolve("rejects"), "old");
    String file = file("a.txt", "a\n");
    assertThat(orgs.run("members", "import", "acme", file, "--rejects", rejects.toString()).exit())
        .isZero();
    assertThat(rejects).isEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 5", "3, 5", "0, 1", "19%, 1", "20%, 5", "19.99%, 1", "0%, 1", "100%, 5"})
  void moreErrorsThanAllowedUndoEverything(String limit, int exit) throws IOException {
    String file = file("a.txt", "\n\na\nb\nc\nd\ne\nf\ng\nh\n");
    Path rejects = folder.resolve("rejects");

    Result result =
        orgs.run(
            "members",
            "import",
            "acme",
            file,
            "--rejects",
            rejects.toString(),
            "--max-errors",
            limit);

    assertThat(result.exit()).isEqualTo(exit);
    assertThat(imported()).hasSize(exit == 5 ? 8 : 0);
    if (exit == 1) {
      assertThat(result.err())
          .contains(" more than --max-errors " + limit + "\n")
          .doesNotContain(" 1 bad lines");
    }
    assertThat(rejects).content().startsWith("1\tis empty\t\n");
  }

  @Test
  void percentageIsExactAndJudgedAtTheEnd() {
    assertThat(Quota.parse("29%", "errors").exceededBy(29, 100)).isFalse();
    assertThat(Quota.parse("0.1%", "errors").exceededBy(3, 3_000)).isFalse();
    assertThat(Quota.parse("0.1%", "errors").exceededBy(4, 3_000)).isTrue();
    assertThat(Quota.parse("29%", "errors").exceededBy(1_000)).isFalse();
    assertThat(Quota.parse("0%", "errors").exceededBy(0, 0)).isFalse();
    assertThat(Quota.parse(null, "errors").exceededBy(5, 5)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"x", "-1", "101%", "1e2%", "%", "''"})
  void whatIsNoLimitIsUsage(String limit) throws IOException {
    assertThat(
            orgs.run(
                    "members",
                    "import",
                    "acme",
                    file("a.txt", "a\n"),
                    "--rejects",
                    folder.resolve("r").toString(),
                    "--max-errors=" + limit)
                .exit())
        .isEqualTo(2);
    assertNothingImported();
  }

  @Test
  void maxErrorsNeedRejects() throws IOException {
    assertThat(
            orgs.run("members", "import", "acme", file("a.txt", "a"), "--max-errors", "1").exit())
        .isEqualTo(2);
  }

  @Test
  void rejectsThatCannotBeWrittenStopBeforeAnyRow() throws IOException {
    String file = file("a.txt", "a\n\nb\n");
    String nowhere = folder.resolve("no/where").toString();
    Result result = orgs.run("members", "import", "acme", file, "-q", "--rejects", nowhere);
    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                "orgs: can't write "
                    + nowhere
                    + ": there is no such folder\nhint: nothing was imported\n"));
    assertThat(orgs.run("members", "import", "acme", file, "--rejects", folder.toString()).exit())
        .isEqualTo(1);
    assertNothingImported();
  }

  @Test
  void rejectsThatDoNotReachTheDiskUndoTheImport() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    String file = file("a.txt", "a\n\nb\n");

    Result result = orgs.run("members", "import", "acme", file, "-q", "--rejects", "/dev/full");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("orgs: can't write /dev/full: ");
    assertNothingImported();
  }

  @Test
  void rejectsNeverOverwriteTheInput() throws IOException {
    String file = file("a.txt", "a\n\nb\n");
    assertThat(orgs.run("members", "import", "acme", file, "--rejects", file).exit()).isEqualTo(2);
    assertThat(Path.of(file)).hasContent("a\n\nb\n");
  }

  @Test
  void rejectsNeverOverwriteRedirectedStdin() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "a\n\nb\n");
    Path hardLink = Files.createLink(folder.resolve("hard"), file);
    Path symbolicLink = Files.createSymbolicLink(folder.resolve("symbolic"), file);
    for (Path rejects : List.of(file, hardLink, symbolicLink)) {
      String[] command = {"members", "import", "acme", "-", "--rejects", rejects.toString()};
      try (OrgsProcess process = OrgsProcess.startFrom(file, orgs, command)) {
        assertThat(process.exit()).isEqualTo(2);
        assertThat(process.err()).contains("--rejects would overwrite the input");
      }
      assertThat(file).hasContent("a\n\nb\n");
    }
    Path other = folder.resolve("other");
    String[] command = {"members", "import", "acme", "-", "--rejects", other.toString()};
    try (OrgsProcess process = OrgsProcess.startFrom(file, orgs, command)) {
      assertThat(process.exit()).isEqualTo(5);
    }
    assertThat(other).hasContent("2\tis empty\t\n");
  }

  @Test
  void devStdinIsReadAsStream() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "a\nb\n");
    String[] command = {"members", "import", "acme", "/dev/stdin"};
    try (OrgsProcess process = OrgsProcess.startFrom(file, orgs, command)) {
      assertThat(process.exit()).as(process.err()).isZero();
    }
    assertThat(imported()).containsExactly("a", "b");
  }

  @Test
  void namedPipeIsReadAsStream() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String text = "name\n" + "ann\n".repeat(100_000);
    Process writer = new ProcessBuilder("sh", "-c", "cat > \"$0\"", pipe.toString()).start();
    Thread feeding =
        new Thread(
            () -> {
              try (OutputStream out = writer.getOutputStream()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    feeding.setDaemon(true);
    feeding.start();
    try {
      orgs.ok("members", "import", "acme", pipe.toString(), "--input-format", "csv");
    } finally {
      writer.destroy();
    }
    assertThat(imported()).hasSize(100_000);
  }

  @Test
  void inputThatCannotBeReadIsOneLine() {
    String missing = folder.resolve("none").toString();
    assertThat(orgs.run("members", "import", "acme", missing + ".csv").err())
        .startsWith("orgs: no file ");
    assertThat(orgs.run("members", "import", "acme", missing, "-q"))
        .isEqualTo(
            new Result(
                2,
                "",
                "orgs: no file " + missing + "\nhint: give a readable file, or - for stdin\n"));
    assertThat(orgs.run("members", "import", "acme", folder.toString(), "-q"))
        .isEqualTo(
            new Result(
                2, "", "orgs: " + folder + " is a folder\nhint: give a file, or - for stdin\n"));
  }

  @Test
  void inputThatFailsHalfWayUndoesEverything() {
    InputStream fails =
        new InputStream() {
          private int sent;

          @Override
          public int read() throws IOException {
            if (sent++ > 400_000) {
              throw new IOException("Input/output error");
            }
            return sent % 2 == 0 ? '\n' : 'a';
          }
        };
    Result result =
        orgs.inThisProcess().runWithInput(fails, "members", "import", "acme", "-", "-q");

    assertThat(result)
        .isEqualTo(
            new Result(
                1, "", "orgs: can't read stdin: Input/output error\nhint: nothing was imported\n"));
    assertNothingImported();
  }
}
