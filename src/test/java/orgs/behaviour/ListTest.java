package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class ListTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @Test
  void emptyListIsNoError() {
    assertThat(orgs.run("list")).isEqualTo(Result.ok(""));
  }

  @Test
  void listsInTheOrderOfIds() {
    orgs.ok("create", "zebra", "ant");

    assertThat(orgs.run("list")).isEqualTo(Result.ok("1\tzebra\n2\tant\n"));
  }

  @Test
  void countsMembersOfEach() {
    orgs.ok("create", "one", "--member", "a", "--member", "b");
    orgs.ok("create", "two");

    assertThat(orgs.run("list", "--counts")).isEqualTo(Result.ok("1\tone\t2\n2\ttwo\t0\n"));
    assertThat(orgs.run("list", "--counts", "--format", "json").out())
        .isEqualToIgnoringWhitespace(
            "[{\"org_id\":1,\"org_name\":\"one\",\"members\":2},"
                + "{\"org_id\":2,\"org_name\":\"two\",\"members\":0}]");
  }

  @Test
  void filterThatMatchesNothingIsNoError() {
    orgs.ok("create", "one");

    assertThat(orgs.run("list", "--name", "two")).isEqualTo(Result.ok(""));
  }

  @Test
  void filtersAndPages() {
    orgs.ok("create", "aa", "ab", "ac", "bb");

    assertThat(orgs.run("list", "--prefix", "a", "--limit", "2"))
        .isEqualTo(Result.ok("1\taa\n2\tab\n"));
    assertThat(orgs.run("list", "--prefix", "a", "--limit", "2", "--after", "2"))
        .isEqualTo(Result.ok("3\tac\n"));
  }

  @Test
  void takesNoArgument() {
    Result result = orgs.run("list", "one");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: unexpected argument 'one'\n");
  }
}
