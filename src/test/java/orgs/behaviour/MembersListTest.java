package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class MembersListTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organizations() {
    orgs.ok("create", "one", "--member", "b", "--member", "a", "--member", "b");
    orgs.ok("create", "empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "id:1"})
  void listsInTheOrderOfAppending(String organization) {
    assertThat(orgs.run("members", "list", organization))
        .isEqualTo(Result.ok("1\tb\n2\ta\n3\tb\n"));
  }

  @Test
  void filterIsAnotherNameForIt() {
    assertThat(orgs.run("members", "filter", "one", "--name", "b"))
        .isEqualTo(Result.ok("1\tb\n3\tb\n"));
  }

  @Test
  void nothingToListIsNoError() {
    assertThat(orgs.run("members", "list", "empty")).isEqualTo(Result.ok(""));
    assertThat(orgs.run("members", "list", "one", "--name", "c")).isEqualTo(Result.ok(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "id:3"})
  void organizationThatIsNotThere(String organization) {
    Result result = orgs.run("members", "list", organization);

    assertThat(result.exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("orgs: no organization ");
  }

  @Test
  void organizationIsRequired() {
    Result result = orgs.run("members", "list");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: missing required parameter: 'ORG'\n");
  }
}
