package orgs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What somebody reads who typed something wrong. The database isn't needed for that. */
class UsageTest {

  private final TestOrgs orgs = TestOrgs.unmigrated();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                      | no command given",
        "frob                    | no command 'frob'",
        "members                 | no command given",
        "members frob            | no command 'members frob'",
        "db                      | no command given",
        "list --frob             | no option --frob",
        "list one                | unexpected argument 'one'",
        "list --limit            | missing required parameter for option '--limit' (N)",
        "list --limit many       | invalid value for option '--limit': 'many' is not a"
            + " whole number",
        "list --limit 1.5        | invalid value for option '--limit': '1.5' is not a whole number",
        "list --after 99999999999999999999 | invalid value for option '--after':"
            + " '99999999999999999999' is too large; the largest number is 9223372036854775807",
        "members remove one --id -99999999999999999999 | invalid value for option '--id' (ID):"
            + " '-99999999999999999999' is too small; the smallest number is"
            + " -9223372036854775808",
        "members rename one --id x | invalid value for option '--id': 'x' is not a whole number",
        "list --format xml       | invalid value for option '--format': 'xml' is not one of table,"
            + " csv, tsv, json, jsonl, md, id",
        "list -i                 | --ignore-case needs a filter",
        "list --limit -1         | a limit can't be negative: -1",
        "members list one -i     | --ignore-case needs a filter",
        "members remove one      | no members selected",
        "members remove one a -i | --ignore-case needs a filter",
        "members rename one a    | unclear which members get which name",
        "create a b --member c   | --member needs a single organization",
        "run                     | missing required parameter: 'FILE'",
      })
  void oneLineSaysWhatIsWrong(String command, String message) {
    Result result = orgs.run(command.isEmpty() ? new String[0] : command.split(" "));

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().findFirst()).hasValue("orgs: " + message);
  }

  @ParameterizedTest
  @CsvSource({"lst, list", "creat, create", "members ad, add", "membrs, members"})
  void similarCommandIsSuggested(String command, String suggestion) {
    assertThat(orgs.run(command.split(" ")).err())
        .containsPattern("\nhint: did you mean .*\\b" + suggestion + "\\b.*\\?\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--help",
    "-?",
    "help",
    "help members add",
    "help rm",
    "help --help",
    "-q help db reset",
    "create -?",
    "create --help",
    "members --help",
    "members list --help",
    "db reset --help"
  })
  void helpNeedsNothing(String command) {
    Result result = orgs.run(command.split(" "));

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("Usage: orgs");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "help,--help",
    "help create,create --help",
    "help members,members -?",
    "help members ls,members list --help",
    "help members add -?,help --help",
    "help help,help --help",
  })
  void helpIsTheSameHoweverItIsAskedFor(String one, String other) {
    Result result = orgs.run(one.split(" "));

    assertThat(result).isEqualTo(orgs.run(other.split(" ")));
    assertThat(result.exit()).isZero();
  }

  @Test
  void helpOfWhatIsNotThereIsRefused() {
    assertThat(orgs.run("help", "members", "frob").err())
        .startsWith("orgs: no command 'members frob'\nhint: the commands are add, list, count,")
        .endsWith("usage: orgs members [OPTIONS] COMMAND\n       orgs members --help shows more\n");
  }

  @ParameterizedTest
  @CsvSource("--version")
  void versionIsOneLine(String option) {
    assertThat(orgs.run(option).out()).matches("orgs \\S+\n");
  }
}
