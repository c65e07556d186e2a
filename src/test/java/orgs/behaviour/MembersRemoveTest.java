package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class MembersRemoveTest {

  private static final List<String> ALL = List.of("1|ann", "2|bob", "3|ann", "4|cid");

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    orgs.ok("create", "one");
    orgs.ok("members", "add", "one", "ann", "bob", "ann", "cid");
  }

  @Test
  void oneRowGoesWithoutAsking() {
    assertThat(orgs.run("members", "remove", "one", "bob")).isEqualTo(Result.ok("2\tbob\n"));
    assertThat(orgs.run("members", "remove", "id:1", "--id", "1")).isEqualTo(Result.ok("1\tann\n"));
    assertThat(orgs.run("members", "remove", "one", "--prefix", "c"))
        .isEqualTo(Result.ok("4\tcid\n"));
    assertThat(members()).containsExactly("3|ann");
  }

  @Test
  void nameMeansEveryMemberOfThatName() {
    assertThat(orgs.ok("members", "remove", "one", "ann", "bob", "--yes").lines())
        .containsExactlyInAnyOrder("1\tann", "2\tbob", "3\tann");
    assertThat(members()).containsExactly("4|cid");
  }

  @Test
  void severalIdsAndRepeatedOnes() {
    assertThat(orgs.ok("members", "remove", "one", "--id", "1", "--id=4", "--yes").lines())
        .containsExactlyInAnyOrder("1\tann", "4\tcid");
    assertThat(orgs.run("members", "remove", "one", "bob", "bob")).isEqualTo(Result.ok("2\tbob\n"));
    assertThat(orgs.run("members", "remove", "one", "--id", "3", "--id", "3"))
        .isEqualTo(Result.ok("3\tann\n"));
    assertThat(members()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"bob dan,'dan'", "dan bob,'dan'", "--id 2 --id 9,with id 9", "--id -1,with id -1"})
  void notThereIsNotFoundAndNothingIsDone(String which, String shown) {
    String message = "orgs: no member %s in 'one'\nhint: nothing was done\n";
    Result expected = new Result(ExitCode.NOT_FOUND, "", message.formatted(shown));

    assertThat(orgs.run(remove(which, "--yes"))).isEqualTo(expected);
    assertThat(orgs.run(remove(which, "--dry-run"))).isEqualTo(expected);
    assertThat(orgs.run(remove(which, "-q"))).isEqualTo(expected);
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void missingNameIsToldBeforeAnythingIsAsked() {
    Result result =
        orgs.withTerminals("111").runWithInput("one\n", "members", "remove", "one", "ann", "dan");

    assertThat(result.exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(result.err()).doesNotContain("Type one");
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void filterThatMatchesNothingIsNoError() {
    assertThat(orgs.run("members", "remove", "one", "--like", "z%")).isEqualTo(Result.ok(""));
    assertThat(orgs.run("members", "remove", "one", "--like", "z%", "--yes"))
        .isEqualTo(Result.ok(""));
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void severalRowsAreRefusedWhereNobodyCanBeAsked() {
    assertThat(orgs.run("members", "remove", "one", "ann"))
        .isEqualTo(
            new Result(
                ExitCode.REFUSED,
                "",
                "orgs: this removes 2 members of 'one'; confirm it with --yes\n"
                    + "hint: nothing was done; --dry-run shows what would be done\n"));
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void asksForTheOrganizationsNameOnTerminal() {
    Result result =
        orgs.withTerminals("101").runWithInput("one\n", "members", "remove", "id:1", "--like", "%");

    assertThat(result.exit()).isZero();
    assertThat(result.lines()).hasSize(4);
    assertThat(result.err()).isEqualTo("This removes 4 members of 'one'. Type one to confirm: ");
    assertThat(members()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "y\n", "ann\n"})
  void anythingButTheNameIsNo(String answer) {
    Result result =
        orgs.withTerminals("111").runWithInput(answer, "members", "remove", "one", "ann");

    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void noInputRefusesOnTerminalToo() {
    Result result =
        orgs.withTerminals("111")
            .runWithInput("one\n", "members", "remove", "one", "ann", "--no-input");

    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void dryRunShowsAndChangesNothing() {
    assertThat(orgs.run("members", "remove", "one", "ann", "--dry-run"))
        .isEqualTo(new Result(0, "1\tann\n3\tann\n", "dry run: 2 members would be removed\n"));
    assertThat(orgs.run("members", "remove", "one", "--id", "2", "--dry-run", "--yes"))
        .isEqualTo(new Result(0, "2\tbob\n", "dry run: 1 member would be removed\n"));
    assertThat(orgs.run("members", "remove", "one", "--like", "z", "--dry-run"))
        .isEqualTo(new Result(0, "", "dry run: 0 members would be removed\n"));
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void dryRunShowsTheFirstTen() {
    orgs.execute(
        "INSERT INTO members (org_id, member_name) SELECT 1, 'm' FROM generate_series(1, 30)");

    Result result = orgs.run("members", "remove", "one", "m", "--dry-run");
    assertThat(result.lines()).hasSize(10);
    assertThat(result.err())
        .isEqualTo("dry run: 30 members would be removed; the first 10 are shown\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bob --id 1", "bob --like %", "--id 1 --name ann", "--id x", "-i"})
  void oneWayToSayWhichIsRequired(String which) {
    Result result = orgs.run(remove(which, "--yes"));

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: ");
    assertThat(members()).isEqualTo(ALL);
  }

  private static String[] remove(String which, String option) {
    return ("members remove one " + which + " " + option).split(" +");
  }

  private List<String> members() {
    return orgs.query("SELECT member_id, member_name FROM members ORDER BY member_id");
  }

  /** From some hundred on they are joined with. */
  @Test
  void manyNamesAreAsFew() {
    List<String> names = IntStream.range(0, 150).mapToObj(i -> "n" + i).toList();
    orgs.ok("create", "many", "other");
    orgs.ok(words("members", "add", "many", names, "n1", "stays"));
    String[] withMissing = words("members", "remove", "many", names, "--yes", "nobody");

    assertThat(orgs.run(withMissing))
        .isEqualTo(
            new Result(
                ExitCode.NOT_FOUND,
                "",
                "orgs: no member 'nobody' in 'many'\nhint: nothing was done\n"));
    assertThat(orgs.ok(words("members", "move", "many", names, "--yes", "--to", "other")).lines())
        .hasSize(151);
    assertThat(orgs.ok(words("members", "remove", "other", names, "--yes")).lines()).hasSize(151);
  }

  private static String[] words(
      String group, String command, String organization, List<String> names, String... more) {
    return Stream.of(Stream.of(group, command, organization), names.stream(), Stream.of(more))
        .flatMap(all -> all)
        .toArray(String[]::new);
  }
}
