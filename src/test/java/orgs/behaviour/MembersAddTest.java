package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class MembersAddTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    orgs.ok("create", "one", "--member", "a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "id:1"})
  void printsTheNewRowsInTheOrderGiven(String organization) {
    assertThat(orgs.run("members", "add", organization, "c", "b", "c"))
        .isEqualTo(Result.ok("2\tc\n3\tb\n4\tc\n"));
    assertThat(orgs.contents()).containsExactly("one|a", "one|c", "one|b", "one|c");
  }

  @Test
  void manyNamesStayInOrder() {
    List<String> names = IntStream.range(0, 2_500).mapToObj(i -> "name " + i).toList();
    String[] arguments =
        Stream.concat(Stream.of("members", "add", "one"), names.stream()).toArray(String[]::new);

    assertThat(orgs.ok(arguments).lines()).hasSize(2_500).endsWith("2501\tname 2499");
    assertThat(orgs.query("SELECT member_name FROM members WHERE member_id > 1 ORDER BY member_id"))
        .isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "id:2"})
  void organizationThatIsNotThere(String organization) {
    Result result = orgs.run("members", "add", organization, "b");

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.NOT_FOUND,
                "",
                organization.equals("two")
                    ? "orgs: no organization 'two'\n"
                    : "orgs: no organization id:2\n"));
    assertThat(orgs.contents()).containsExactly("one|a");
  }

  @Test
  void oneBadNameUndoesAll() {
    Result result = orgs.run("members", "add", "one", "b", "", "c");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("orgs: member name is empty\nhint: a name has 1 to 50");
    assertThat(orgs.contents()).containsExactly("one|a");
  }

  @Test
  void namesAreRequired() {
    Result result = orgs.run("members", "add", "one");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: missing required parameter: 'NAME'\n");
  }
}
