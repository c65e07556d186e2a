package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class MembersCountTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organizations() {
    orgs.ok("create", "one", "--member", "ann", "--member", "bob");
    orgs.ok("create", "two", "--member", "ann");
    orgs.ok("create", "empty");
  }

  @Test
  void countsOneOrAll() {
    assertThat(orgs.run("members", "count", "one")).isEqualTo(Result.ok("2\n"));
    assertThat(orgs.run("members", "count", "id:2")).isEqualTo(Result.ok("1\n"));
    assertThat(orgs.run("members", "count", "empty")).isEqualTo(Result.ok("0\n"));
    assertThat(orgs.run("members", "count")).isEqualTo(Result.ok("3\n"));
  }

  @Test
  void countsWhatFilterTakes() {
    assertThat(orgs.run("members", "count", "--prefix", "a")).isEqualTo(Result.ok("2\n"));
    assertThat(orgs.run("members", "count", "one", "--prefix", "a")).isEqualTo(Result.ok("1\n"));
    assertThat(orgs.run("members", "count", "one", "--name", "c")).isEqualTo(Result.ok("0\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "tsv", "json", "jsonl", "id"})
  void isBareNumber(String format) {
    assertThat(orgs.run("members", "count", "--format", format)).isEqualTo(Result.ok("3\n"));
  }

  @Test
  void hasHeaderInCsv() {
    assertThat(orgs.run("members", "count", "--format", "csv")).isEqualTo(Result.ok("count\n3\n"));
  }

  @Test
  void organizationThatIsNotThere() {
    assertThat(orgs.run("members", "count", "three"))
        .isEqualTo(new Result(ExitCode.NOT_FOUND, "", "orgs: no organization 'three'\n"));
  }
}
