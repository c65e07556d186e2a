package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class RenameTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organizations() {
    orgs.ok("create", "one", "--member", "a");
    orgs.ok("create", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "id:1"})
  void printsTheResultingRow(String organization) {
    assertThat(orgs.run("rename", organization, "three")).isEqualTo(Result.ok("1\tthree\n"));
    assertThat(orgs.contents()).containsExactly("three|a", "two|null");
  }

  @Test
  void toItselfIsNoError() {
    assertThat(orgs.run("rename", "one", "one")).isEqualTo(Result.ok("1\tone\n"));
  }

  @Test
  void takenNameIsConflict() {
    assertThat(orgs.run("rename", "one", "two"))
        .isEqualTo(new Result(ExitCode.CONFLICT, "", "orgs: organization 'two' already exists\n"));
    assertThat(orgs.contents()).containsExactly("one|a", "two|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"three", "id:3"})
  void notThereIsNotFound(String organization) {
    Result result = orgs.run("rename", organization, "new");

    assertThat(result.exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.contents()).containsExactly("one|a", "two|null");
  }

  @Test
  void needsBothNames() {
    Result result = orgs.run("rename", "one");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: missing required parameter: 'NEW'\n");
  }
}
