package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Rows that can't be written: was it done all the same? */
class UnwrittenRowsTest {

  private static final String MADE =
      "the change was made, but its rows could not be written: No space left on device\n"
          + "hint: don't repeat it: list shows what is there\n";

  private static final String NOT_WRITTEN = "can't write the output: No space left on device\n";

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    orgs.ok("create", "one", "--member", "a", "--member", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create two --member c           | one,a one,b two,c",
        "create two three                | one,a one,b two,null three,null",
        "rename one two                  | two,a two,b",
        "delete one --yes                | ''",
        "members add one c               | one,a one,b one,c",
        "members remove one a            | one,b",
        "members remove one --like % --yes | one,null",
        "members rename one a c          | one,c one,b",
        "members rename one --like % --replace a --with c --yes | one,c one,b",
      })
  void changeIsMadeAndSaidToBe(String command, String contents) {
    for (String format : new String[] {"tsv", "csv", "table", "json", "id"}) {
      orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
      orgs.ok("create", "one", "--member", "a", "--member", "b");

      Result result = orgs.run((command + " -o /dev/full --format " + format).split(" "));

      assertThat(result.exit()).isEqualTo(ExitCode.UNWRITTEN);
      assertThat(result.err())
          .isEqualTo(
              format.equals("json")
                  ? "{\"code\":11,\"message\":\""
                      + MADE.strip().replace("\nhint: ", "\",\"hint\":\"")
                      + "\",\"sqlstate\":null,\"line\":null}\n"
                  : "orgs: " + MADE);
      assertThat(String.join(" ", orgs.contents()).replace('|', ',')).isEqualTo(contents);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"create two", "members add one c", "members remove one a"})
  void standardOutputToo(String command) throws Exception {
    try (OrgsProcess process = OrgsProcess.startByShell(orgs, command + " >/dev/full")) {
      assertThat(process.exit()).as(process.err()).isEqualTo(ExitCode.UNWRITTEN);
      assertThat(process.err()).isEqualTo("orgs: " + MADE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "show one",
        "members list one",
        "members count one",
        "members export one",
        "export --format csv",
        "delete one --dry-run",
        "members remove one --like % --dry-run",
      })
  void whatOnlyReadsFails(String command) {
    Result result = orgs.run((command + " -o /dev/full").split(" "));

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).isEqualTo("orgs: " + NOT_WRITTEN);
    assertThat(orgs.contents()).containsExactly("one|a", "one|b");
  }

  @Test
  void lineOfScriptEndsItAndStays() {
    Result result =
        orgs.runWithInput("members add one c\nmembers add one d", "run", "-", "-o", "/dev/full");

    assertThat(result.exit()).isEqualTo(ExitCode.UNWRITTEN);
    assertThat(result.err()).isEqualTo("orgs: stdin:1: " + MADE);
    assertThat(orgs.contents()).containsExactly("one|a", "one|b", "one|c");
  }

  @ParameterizedTest
  @CsvSource({
    "members add one c, '', the change was made but its rows could not be written",
    "members add one c, --single-transaction, the change was made but its rows could not be written",
    "list, '', can't write the output",
  })
  void rowsOfScriptMayFailAtItsEnd(
      String line, String option, String message, @TempDir Path folder) {
    boolean changes = !line.equals("list");
    InputStream lines = endingWith(line + "\n", () -> deleteFiles(folder));

    Result result =
        orgs.runWithInput(lines, ("run - -o " + folder.resolve("rows") + " " + option).split(" "));

    assertThat(result.exit()).isEqualTo(changes ? ExitCode.UNWRITTEN : ExitCode.FAILURE);
    assertThat(result.err().replace(", but", " but")).startsWith("orgs: " + message + ": ");
    assertThat(orgs.contents()).hasSize(changes ? 3 : 2);
    assertThat(folder).isEmptyDirectory();
  }

  private static void deleteFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void oneTransactionIsUndone() {
    Result result =
        orgs.runWithInput(
            "members add one c", "run", "-", "--single-transaction", "-o", "/dev/full");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).isEqualTo("orgs: stdin:1: " + NOT_WRITTEN + "everything was undone\n");
    assertThat(orgs.contents()).containsExactly("one|a", "one|b");
  }

  @ParameterizedTest
  @CsvSource({
    "'', what its lines did until then stays",
    "--single-transaction, everything was undone"
  })
  void readingIsNotWriting(String option, String hint) {
    Result result =
        orgs.runWithInput(broken("members add one c\n"), ("run - -q " + option).split(" "));

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).isEqualTo("orgs: can't read stdin: broken\nhint: " + hint + "\n");
    assertThat(orgs.contents()).hasSize(option.isEmpty() ? 3 : 2);
  }

  @Test
  void answerThatCannotBeRead() {
    Result result = orgs.withTerminals("111").runWithInput(broken(""), "delete", "one");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .endsWith("orgs: can't read the answer: broken\nhint: nothing was done\n");
    assertThat(orgs.contents()).hasSize(2);
  }

  /** Has this, and then an error. */
  private static InputStream broken(String text) {
    return endingWith(
        text,
        () -> {
          throw new IOException("broken");
        });
  }

  /** Has this, and then something happens. */
  private static InputStream endingWith(String text, End end) {
    InputStream begin = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new SequenceInputStream(
        begin,
        new InputStream() {
          @Override
          public int read() throws IOException {
            end.happen();
            return -1;
          }
        });
  }

  private interface End {
    void happen() throws IOException;
  }
}
