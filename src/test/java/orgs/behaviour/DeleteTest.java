package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class DeleteTest {

  private static final String ASK_ONE =
      "This deletes organization 'one' with 2 members. Type one to confirm: ";

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organizations() {
    orgs.environment().put("NO_COLOR", "1");
    orgs.ok("create", "one", "--member", "a", "--member", "b");
    orgs.ok("create", "two", "--member", "a");
    orgs.ok("create", "three");
  }

  @Test
  void reportsWhatWent() {
    assertThat(orgs.run("delete", "id:1", "three", "--yes"))
        .isEqualTo(Result.ok("1\tone\t2\n3\tthree\t0\n"));
    assertThat(orgs.contents()).containsExactly("two|a");
  }

  @OneServer("members are deleted by a statement that counts them")
  @Test
  void numberIsEmptyWhereTheServerDoesNotTrackIt() {
    orgs.environment().put("PGOPTIONS", "-c track_counts=off");

    assertThat(orgs.run("delete", "one", "--yes")).isEqualTo(Result.ok("1\tone\t\\N\n"));
    assertThat(orgs.run("delete", "two", "--yes", "--format", "jsonl").out())
        .isEqualTo("{\"org_id\":2,\"org_name\":\"two\",\"members_deleted\":null}\n");
  }

  @Test
  void isRefusedWhereNobodyCanBeAsked() {
    assertThat(orgs.run("delete", "one"))
        .isEqualTo(
            new Result(
                ExitCode.REFUSED,
                "",
                "orgs: this deletes organizations with their members; confirm it with --yes\n"
                    + "hint: nothing was done; --dry-run shows what would be done\n"));
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("3");
  }

  @Test
  void isRefusedOnTerminalWithNoInput() {
    Result result = orgs.withTerminals("111").runWithInput("one\n", "delete", "one", "--no-input");

    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("3");
  }

  @Test
  void asksForTheNameOnTerminal() {
    Result result =
        orgs.withTerminals("111").runWithInput("one\n", "delete", "one", "--format", "tsv");

    assertThat(result).isEqualTo(new Result(0, "1\tone\t2\n", ASK_ONE));
    assertThat(orgs.contents()).containsExactly("two|a", "three|null");
  }

  @Test
  void asksForEveryOrganization() {
    Result result = orgs.withTerminals("101").runWithInput("one\ntwo\n", "delete", "one", "id:2");

    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                "1\tone\t2\n2\ttwo\t1\n",
                ASK_ONE + "This deletes organization 'two' with 1 member. Type two to confirm: "));
    assertThat(orgs.contents()).containsExactly("three|null");
  }

  @Test
  void noAnswerIsNo() {
    Result result = orgs.withTerminals("111").runWithInput("", "delete", "one");

    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.err()).isEqualTo(ASK_ONE + "\norgs: no answer\nhint: nothing was done\n");
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "y\n", "yes\n", "ONE\n", " one\n", "one \n", "two\n"})
  void anythingButTheNameIsNo(String answer) {
    Result result = orgs.withTerminals("111").runWithInput(answer, "delete", "one");

    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith(ASK_ONE)
        .endsWith("orgs: the name doesn't match\nhint: nothing was done\n");
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("3");
  }

  @Test
  void oneNoSavesAll() {
    Result result = orgs.withTerminals("111").runWithInput("one\nno\n", "delete", "one", "two");

    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("3");
  }

  @Test
  void notThereIsNotFoundAndNothingIsDone() {
    assertThat(orgs.run("delete", "one", "four", "--yes"))
        .isEqualTo(new Result(ExitCode.NOT_FOUND, "", "orgs: no organization 'four'\n"));
    assertThat(orgs.run("delete", "one", "id:4", "--yes").exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.run("delete", "one", "four", "--dry-run").exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one one", "two one id:1", "id:1 one", "two id:1 id:01"})
  void namedTwiceIsUsageErrorAndNothingIsDone(String twice) {
    String shown = twice.endsWith("id:01") ? "id:1" : "'one'";
    Result expected =
        new Result(
            ExitCode.USAGE,
            "",
            "orgs: organization " + shown + " is named twice\nhint: nothing was done\n");

    for (String options : List.of("--yes", "--dry-run", "--yes --if-exists")) {
      assertThat(orgs.run(("delete " + twice + " " + options).split(" "))).isEqualTo(expected);
    }
    assertThat(orgs.withTerminals("111").run(("delete " + twice).split(" "))).isEqualTo(expected);
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("3");
  }

  @Test
  void ifExistsTakesWhatIsThere() {
    assertThat(orgs.run("delete", "four", "one", "id:7", "--yes", "--if-exists"))
        .isEqualTo(Result.ok("1\tone\t2\n"));
    assertThat(orgs.run("delete", "one", "--yes", "--if-exists")).isEqualTo(Result.ok(""));
    assertThat(orgs.contents()).containsExactly("two|a", "three|null");
  }

  @Test
  void dryRunCountsAndChangesNothing() {
    assertThat(orgs.run("delete", "one", "three", "--dry-run"))
        .isEqualTo(new Result(0, "1\tone\t2\n3\tthree\t0\n", "dry run: nothing was deleted\n"));
    assertThat(orgs.run("delete", "four", "--dry-run", "--if-exists").exit()).isZero();
    assertThat(orgs.run("delete", "one", "--yes", "--dry-run").exit()).isZero();
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("3");
  }
}
