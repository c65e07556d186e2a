package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class ShowTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    orgs.ok("create", "one", "--member", "a", "--member", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "id:1", "id:01"})
  void findsByNameOrId(String organization) {
    assertThat(orgs.run("show", organization)).isEqualTo(Result.ok("1\tone\t2\texact\n"));
  }

  @Test
  void countsExactlyOrNotAtAll() {
    assertThat(orgs.run("show", "one", "--count", "exact"))
        .isEqualTo(Result.ok("1\tone\t2\texact\n"));
    assertThat(orgs.run("show", "one", "--count", "none")).isEqualTo(Result.ok("1\tone\n"));
  }

  @OneServer("there is no estimate of a part of a shard")
  @Test
  void saysThatAnEstimateIsOne() {
    orgs.execute(
        "INSERT INTO members (org_id, member_name) SELECT 1, 'm' FROM generate_series(1, 10000)");
    orgs.execute("ANALYZE members");

    Result result = orgs.run("show", "one");
    assertThat(result.out()).matches("1\tone\t1\\d{4}\testimate\n");
    assertThat(result.err())
        .isEqualTo("the number of members is an estimate; --count exact counts them\n");
    assertThat(orgs.run("show", "one", "-q").err()).isEmpty();
    assertThat(orgs.run("show", "one", "--count", "exact"))
        .isEqualTo(Result.ok("1\tone\t10002\texact\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "ONE", "id:2", "id:0", "", " ", "one\0", "id:", "id:-1", "id:x"})
  void notThereIsNotFound(String organization) {
    Result result = orgs.run("show", organization);

    assertThat(result.exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("orgs: no organization ");
  }

  @Test
  void idBeyondBigintIsUsageError() {
    assertThat(orgs.run("show", "id:9223372036854775808"))
        .isEqualTo(
            new Result(
                ExitCode.USAGE, "", "orgs: 'id:9223372036854775808' is too large for an id\n"));
  }

  @Test
  void unknownWayToCountIsUsageError() {
    Result result = orgs.run("show", "one", "--count", "some");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: invalid value for option '--count'");
  }
}
