package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Filters take the same organizations and members, whichever command they stand in. */
class FilterTest {

  private static final List<String> NAMES =
      List.of(
          "Ann", "ann", "anna", "Zoë", "100%", "1000", "a_b", "acb", "c:\\dir", "c:dir", "\\", "%",
          "x\ny");

  private static final TestOrgs ORGS = TestOrgs.migrated();

  @BeforeAll
  static void organizationsAndMembersOfTheSameNames() {
    ORGS.ok(arguments(List.of("create", "--"), NAMES));
    ORGS.ok("create", "empty");
    ORGS.ok(arguments(List.of("members", "add", "id:1", "--"), NAMES));
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        take("Ann").by("--name", "Ann"),
        take().by("--name", "An"),
        take("%").by("--name", "%"),
        take("\\").by("--name", "\\"),
        take("a_b").by("--name", "a_b"),
        take("x\ny").by("--name", "x\ny"),
        take("Ann", "ann").by("--name", "ANN", "-i"),
        take("a_b").by("--name", "A_B", "-i"),
        take("100%").by("--name", "100%", "--ignore-case"),
        take("\\").by("--name", "\\", "-i"),
        take("ann", "anna").by("--like", "a%n%"),
        take("a_b", "acb").by("--like", "a_b"),
        take("a_b").by("--like", "a\\_b"),
        take("c:\\dir").by("--like", "c:\\\\%"),
        take("x\ny").by("--like", "x_y"),
        take("Ann", "ann").by("--like", "a_n", "-i"),
        take().by("--like", ""),
        take("100%", "%").by("--contains", "%"),
        take("a_b").by("--contains", "_"),
        take("c:\\dir", "\\").by("--contains", "\\"),
        take("x\ny").by("--contains", "\n"),
        take("Zoë").by("--contains", "OË", "-i"),
        take(NAMES.toArray(String[]::new)).by("--contains", ""),
        take("100%").by("--prefix", "100%"),
        take("c:\\dir").by("--prefix", "c:\\"),
        take("%").by("--prefix", "%"),
        take("Ann", "ann", "anna").by("--prefix", "AN", "-i"),
        take("1000").by("--regex", "^[0-9]+$"),
        take("Ann", "ann", "anna").by("--regex", "^an", "-i"),
        take("\\").by("--regex", "^\\\\$"),
        take("anna").by("--prefix", "a", "--contains", "nn", "--like", "%a"),
        take("Ann").by("--like", "A%", "--regex", "n$", "--name", "Ann"),
        take().by("--name", "ann", "--like", "A%"),
        take().by("--name", "\uD83D\uDE00"));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void filterTakes(List<String> expected, List<String> filter) {
    assertThat(names("org_name", arguments(List.of("list", "--format=json"), filter)))
        .filteredOn(name -> !name.equals("empty"))
        .isEqualTo(expected);
    assertThat(
            names(
                "member_name",
                arguments(List.of("members", "list", "id:1", "--format=json"), filter)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members count",
        "members count id:1",
        "members remove id:1 --dry-run --format=id"
      })
  void everyCommandFilters(String command) {
    List<String> words = List.of(command.split(" "));

    assertThat(ORGS.ok(arguments(words, List.of("--contains", "\\", "--prefix", "C:", "-i"))).out())
        .isEqualTo(command.contains("count") ? "1\n" : "9\n");
  }

  static Stream<Arguments> impossibleFilters() {
    return Stream.of(
        Arguments.of("--like", "a\\", "a LIKE pattern can't end with a single backslash"),
        Arguments.of("--like", "\\\\\\", "a LIKE pattern can't end with a single backslash"),
        Arguments.of("--like", "a\n\\", "a LIKE pattern can't end with a single backslash"),
        Arguments.of("--regex", "(", "invalid regular expression: parentheses"),
        Arguments.of("--regex", "a**", "invalid regular expression: "),
        Arguments.of("--regex", "*", "invalid regular expression: "),
        Arguments.of("--regex", "\\", "invalid regular expression: "),
        Arguments.of("--regex", "[", "invalid regular expression: "),
        Arguments.of("--name", "a\0", "a filter has a NUL character"),
        Arguments.of("--contains", "\uD800", "a filter is not valid Unicode"),
        Arguments.of("--prefix", "a\uDC00b", "a filter is not valid Unicode"));
  }

  /** Also where there is no name that it would have to be compared with. */
  @ParameterizedTest
  @MethodSource("impossibleFilters")
  void impossibleFilterIsUsageErrorInOneLine(String option, String filter, String message) {
    for (String command : List.of("list", "members list empty", "members count empty")) {
      Result result = ORGS.run(arguments(List.of(command.split(" ")), List.of(option, filter)));

      assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("orgs: " + message);
      assertThat(result.err().replaceFirst("\nhint: .*", "")).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list -i", "members list id:1 -i", "members count -i"})
  void ignoreCaseNeedsFilter(String command) {
    Result result = ORGS.run(command.split(" "));

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: --ignore-case needs a filter\nhint: ");
  }

  @Test
  void filterGivenTwiceIsUsageError() {
    Result result = ORGS.run("list", "--name", "a", "--name", "b");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .startsWith("orgs: option '--name' (TEXT) should be specified only once");
  }

  @Test
  void filtersAreText() {
    for (String filter : List.of("--name", "--like", "--contains", "--prefix", "--regex")) {
      assertThat(ORGS.run("list", filter, "'; DROP TABLE members; --")).isEqualTo(Result.ok(""));
      assertThat(ORGS.run("list", filter, "x{0}? $1 :x ::y")).isEqualTo(Result.ok(""));
    }
    assertThat(ORGS.query("SELECT count(*) FROM members"))
        .containsExactly(String.valueOf(NAMES.size()));
  }

  private static String[] arguments(List<String> first, List<String> more) {
    return Stream.concat(first.stream(), more.stream()).toArray(String[]::new);
  }

  /** The names in a JSON array, read by PostgreSQL. */
  private static List<String> names(String column, String... arguments) {
    return ORGS.query(
        "SELECT o->>'%s' FROM json_array_elements($json$%s$json$) o"
            .formatted(column, ORGS.ok(arguments).out()));
  }

  private static Expected take(String... names) {
    return new Expected(Arrays.asList(names));
  }

  private record Expected(List<String> names) {
    Arguments by(String... filter) {
      return Arguments.of(names, List.of(filter));
    }
  }
}
