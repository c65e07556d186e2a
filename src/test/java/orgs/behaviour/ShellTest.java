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
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The shell where nobody types; at a terminal see ShellIT. */
class ShellTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @Test
  void errorsDontEndItAndTheFirstIsTheExitCode() {
    assertThat(shell("create one", "show two", "create one", "", "# nothing", "create three"))
        .isEqualTo(
            new Result(
                ExitCode.NOT_FOUND,
                "1\tone\n3\tthree\n",
                "orgs: stdin:2: no organization 'two'\n"
                    + "orgs: stdin:3: organization 'one' already exists\n"
                    + "hint: nothing was done; --if-not-exists accepts it\n"));
    assertThat(orgs.contents()).containsExactly("one|null", "three|null");
  }

  @Test
  void withoutCommandsItNeedsNoDatabase() {
    TestOrgs nowhere = TestOrgs.unmigrated();
    assertThat(nowhere.runWithInput("\n# nothing\nexit\nlist\n", "shell")).isEqualTo(Result.ok(""));
  }

  @Test
  void usesOneConnection() {
    String[] one = {"create one"};
    String[] ten = new String[10];
    for (int i = 0; i < ten.length; i++) {
      ten[i] = "create n" + i;
    }
    int few = orgs.roundTrips(() -> shell(one));
    int many = orgs.roundTrips(() -> shell(ten));
    // BEGIN travels with the INSERT; the COMMIT follows.
    assertThat(many - few).isEqualTo(9 * 2);
  }

  @Test
  void quoteGoesOnInTheNextLine() {
    assertThat(shell("create 'a", "b' c\\", "d \"e\\", "f\" # 'g", "list --format csv").out())
        .isEqualTo("1\ta\\nb\n2\tcd\n3\tef\norg_id,org_name\n1,\"a\nb\"\n2,cd\n3,ef\n");
    assertThat(shell("list -q", "create 'x").err())
        .isEqualTo("orgs: stdin:2: a quote is never closed\n");
  }

  @Test
  void semicolonEndsCommand() {
    Result result =
        shell(
            "create foo;",
            "create 'a;' b\\; ; create c",
            "begin; create d; rollback;",
            "quit; list");

    assertThat(result)
        .isEqualTo(new Result(0, "1\tfoo\n2\ta;\n3\tb;\n4\tc\n5\td\n", "rolled back\n"));
    assertThat(orgs.contents()).containsExactly("foo|null", "a;|null", "b;|null", "c|null");
  }

  @Test
  void semicolonWithinWordIsRefused() {
    assertThat(shell("create a;create b", "create c;d"))
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                ("orgs: stdin:%d: a ; stands within a word\n"
                        + "hint: a space behind it ends the command there; quotes make it part of"
                        + " the name\n")
                    .repeat(2)
                    .formatted(1, 2)));
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void commandsOfPsqlMeanWhatTheyMeanThere() {
    orgs.ok("create", "acme", "--member", "ann");

    assertThat(shell("\\d").out()).isEqualTo(orgs.ok("list").out());
    assertThat(shell("\\dt+;").out()).isEqualTo(orgs.ok("list").out());
    assertThat(shell("\\d acme").out()).isEqualTo(orgs.ok("show", "acme").out());
    assertThat(shell("\\h members add").out()).startsWith("Usage: ").contains("members add");
    assertThat(shell("\\?").out()).contains("Commands:", "rollback").isEqualTo(shell("\\h").out());
    assertThat(shell("\\q", "list")).isEqualTo(Result.ok(""));
    assertThat(shell("\\q;", "list")).isEqualTo(Result.ok(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\l", "\\l+", "\\i x", "\\echo a", "\\timing", "\\create acme", "\\"})
  void othersAreRefusedInPlainWords(String command) {
    Result result = shell(command, "exit");

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    if (command.length() > 1) {
      assertThat(result.err())
          .startsWith("orgs: stdin:1: no command " + command.split(" ")[0] + "\nhint: ");
    }
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void wordOrgsMayStandBeforeCommand() {
    assertThat(shell("orgs create one", "orgs").err()).startsWith("orgs: stdin:2: no command");
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run x", "shell", "demo", "db status"})
  void whatBringsItsOwnConnectionIsRefused(String command) {
    assertThat(shell(command))
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                "orgs: stdin:1: orgs " + command.split(" ")[0] + " can't be used in the shell\n"));
  }

  @Test
  void commandsCantReadWhatTheShellReads() {
    assertThat(shell("create one", "members import one -", "ann").err())
        .contains("stdin:2: ", "stdin:3: no command 'ann'");
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void commitKeepsAllAndRollbackNothing() {
    Result result =
        shell(
            "begin",
            "create one --member a",
            "members add one b",
            "commit",
            "begin",
            "create two",
            "rollback",
            "create three");

    assertThat(result)
        .isEqualTo(new Result(0, "1\tone\n2\tb\n2\ttwo\n3\tthree\n", "committed\nrolled back\n"));
    assertThat(orgs.contents()).containsExactly("one|a", "one|b", "three|null");
  }

  /** It is the way back from a change that stays. */
  @Test
  void rollbackLeavesTheBackupOfAnEarlierCommand(@TempDir Path folder) {
    Path before = folder.resolve("before.jsonl");
    Path within = folder.resolve("within.jsonl");

    Result result =
        shell(
            "create one --member a",
            "create two --member b",
            "delete one --yes --backup " + before,
            "begin",
            "delete two --yes --backup " + within,
            "rollback");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(before).isNotEmptyFile();
    assertThat(within).doesNotExist();
    assertThat(orgs.contents()).containsExactly("two|b");
  }

  @Test
  void commandsOfTransactionSeeItAndOthersDont() {
    Result result = shell("begin", "create one", "list", "members count");
    assertThat(result.out()).isEqualTo("1\tone\n1\tone\n0\n");
    assertThat(orgs.contents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create one", "members add one ' '", "members add one b --regex"})
  void changeThatFailsFailsTheTransaction(String failing) {
    boolean sent = !failing.contains("--regex") && !failing.contains("' '");
    Result result = shell("create zero", "begin", "create one", failing, "create two", "commit");

    assertThat(orgs.contents())
        .containsExactlyElementsOf(
            sent ? List.of("zero|null") : List.of("zero|null", "one|null", "two|null"));
    assertThat(result.exit()).isIn(ExitCode.CONFLICT, ExitCode.USAGE);
    if (sent) {
      assertThat(result.err())
          .endsWith(
              "orgs: stdin:5: the transaction has failed; nothing else can be done in it\n"
                  + "hint: rollback ends it\n"
                  + "orgs: stdin:6: the transaction had failed; everything in it was undone\n");
    }
  }

  @Test
  void serversErrorFailsTheTransaction() {
    Result result =
        shell("begin", "create one", "list --regex '('", "list", "rollback", "list --quiet");

    assertThat(result.out()).isEqualTo("1\tone\n");
    assertThat(result.err()).contains("stdin:3: ", "stdin:4: the transaction has failed");
    assertThat(result.err()).endsWith("rolled back\n");
  }

  @Test
  void questionThatFindsNothingDoesntFailIt() {
    Result result = shell("begin", "create one", "show two", "begin", "create two", "commit");

    assertThat(result.exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err())
        .contains("stdin:4: a transaction is open already")
        .endsWith("committed\n");
    assertThat(orgs.contents()).containsExactly("one|null", "two|null");
  }

  @Test
  void openTransactionIsUndoneAtTheEnd() {
    Result result = shell("begin", "create one");

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "1\tone\n",
                "orgs: stdin:2: the transaction was open at the end; everything in it was undone\n"
                    + "hint: commit makes it permanent\n"));
    assertThat(orgs.contents()).isEmpty();
    assertThat(shell("commit").err())
        .isEqualTo("orgs: stdin:1: no transaction is open\nhint: begin opens one\n");
  }

  @Test
  void backupOfWhatWasRolledBackIsRemoved() {
    orgs.ok("create", "one", "--member", "a");
    Path kept = folder.resolve("kept.jsonl");
    Path gone = folder.resolve("gone.jsonl");

    shell(
        "begin",
        "delete one --yes --backup " + gone,
        "rollback",
        "begin",
        "delete one --yes --backup " + kept,
        "commit",
        "begin",
        "rollback");

    assertThat(gone).doesNotExist();
    assertThat(kept).exists();
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void echoIsSwitched() {
    Result result = shell("create one", "echo on", "show one", "echo off", "show one", "echo");
    assertThat(result.err().lines().filter(line -> line.startsWith("SELECT \"org_id\"")))
        .hasSize(1);
    Result off = orgs.runWithInput("show one\necho off\nshow one\n", "shell", "--echo");
    assertThat(off.err().lines().filter(line -> line.startsWith("SELECT \"org_id\""))).hasSize(1);
    assertThat(result.err()).contains("stdin:6: missing required parameter: 'WHETHER'");
  }

  @Test
  void rowsGoToOneFile() throws IOException {
    Path file = folder.resolve("rows.csv");
    assertThat(orgs.runWithInput("create a\nshow b\ncreate c\n", "shell", "-o", file.toString()))
        .extracting(Result::exit, Result::out)
        .containsExactly(ExitCode.NOT_FOUND, "");
    assertThat(Files.readString(file)).isEqualTo("org_id,org_name\n1,a\norg_id,org_name\n2,c\n");
  }

  @Test
  void suggestsItsOwnCommands() {
    assertThat(shell("comit").err()).contains("did you mean commit?");
    assertThat(shell("SELECT 1;").err()).endsWith("hint: orgs db psql runs SQL\n");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    Result result =
        orgs.runWithInput(
            new ByteArrayInputStream(
                "create a\ncreate \u00ff\ncreate b\n".getBytes(StandardCharsets.ISO_8859_1)),
            "shell");
    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: stdin:2: the line ");
    assertThat(orgs.contents()).containsExactly("a|null", "b|null");
  }

  private Result shell(String... lines) {
    return orgs.runWithInput(String.join("\n", lines) + "\n", "shell");
  }
}
