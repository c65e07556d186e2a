package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class CreateTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @Test
  void printsTheNewRowsInTheOrderGiven() {
    assertThat(orgs.run("create", "zebra", "ant")).isEqualTo(Result.ok("1\tzebra\n2\tant\n"));
    assertThat(orgs.query("SELECT org_id, org_name FROM organizations ORDER BY 1"))
        .containsExactly("1|zebra", "2|ant");
  }

  @Test
  void createsMembersWithIt() {
    assertThat(orgs.run("create", "one", "--member", "b", "--member", "a", "--member", "b"))
        .isEqualTo(Result.ok("1\tone\n"));
    assertThat(orgs.contents()).containsExactly("one|b", "one|a", "one|b");
  }

  @Test
  void existingNameIsConflictAndNothingIsDone() {
    orgs.ok("create", "one");

    assertThat(orgs.run("create", "new", "one", "other"))
        .isEqualTo(
            new Result(
                ExitCode.CONFLICT,
                "",
                "orgs: organization 'one' already exists\n"
                    + "hint: nothing was done; --if-not-exists accepts it\n"));
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void nameGivenTwiceIsUsageError() {
    assertThat(orgs.run("create", "one", "two", "one"))
        .isEqualTo(
            new Result(ExitCode.USAGE, "", "orgs: 'one' is given twice\nhint: nothing was done\n"));
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void ifNotExistsPrintsWhatIsThereAndAddsNothingToIt() {
    orgs.ok("create", "one", "--member", "a");

    assertThat(orgs.run("create", "one", "--if-not-exists")).isEqualTo(Result.ok("1\tone\n"));
    Result both = orgs.run("create", "new", "one", "--if-not-exists", "--format", "csv");
    assertThat(both.out()).matches("org_id,org_name\n\\d+,new\n1,one\n");
    assertThat(orgs.contents()).containsExactly("one|a", "new|null");
  }

  @Test
  void ifNotExistsSaysThatMembersWereNotAdded() {
    String[] command = {"create", "one", "--member", "a", "--if-not-exists"};

    assertThat(orgs.run(command)).isEqualTo(Result.ok("1\tone\n"));
    assertThat(orgs.run(command))
        .isEqualTo(
            new Result(
                0, "1\tone\n", "organization 'one' already exists; no members were added to it\n"));
    assertThat(orgs.contents()).containsExactly("one|a");
  }

  @Test
  void nameThatLooksLikeAnIdIsRefused() {
    assertThat(orgs.run("create", "id:5"))
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                "orgs: organization name 'id:5' looks like an id\n"
                    + "hint: id:N always means the organization with id N; choose another"
                    + " name\n"));
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void memberWithSeveralNamesIsUsageError() {
    assertThat(orgs.run("create", "one", "two", "--member", "a"))
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                "orgs: --member needs a single organization\n"
                    + "hint: create the organizations one by one\n"));
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void oneBadMemberUndoesAll() {
    assertThat(orgs.run("create", "one", "--member", "a", "--member", " ").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void nameIsRequired() {
    Result result = orgs.run("create");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("orgs: missing required parameter: 'NAME'\nusage: orgs create");
  }

  @Test
  void nameMayBeginWithDashAfterTwoDashes() {
    assertThat(orgs.run("create", "--", "--yes", "@file"))
        .isEqualTo(Result.ok("1\t--yes\n2\t@file\n"));

    Result result = orgs.run("create", "-name");
    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("hint: put -- before names that begin with -\n");
  }
}
