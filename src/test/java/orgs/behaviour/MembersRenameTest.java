package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class MembersRenameTest {

  private static final List<String> ALL = List.of("1|ann", "2|bob", "3|ann", "4|cid");

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    orgs.ok("create", "one");
    orgs.ok("members", "add", "one", "ann", "bob", "ann", "cid");
  }

  @Test
  void byNameOrIdPrintsTheResultingRow() {
    assertThat(orgs.run("members", "rename", "one", "bob", "bea")).isEqualTo(Result.ok("2\tbea\n"));
    assertThat(orgs.run("members", "rename", "id:1", "--id", "3", "amy"))
        .isEqualTo(Result.ok("3\tamy\n"));
    assertThat(members()).containsExactly("1|ann", "2|bea", "3|amy", "4|cid");
  }

  @Test
  void nameOfSeveralIsAmbiguous() {
    assertThat(orgs.run("members", "rename", "one", "ann", "amy"))
        .isEqualTo(
            new Result(
                ExitCode.CONFLICT,
                "",
                "orgs: several members of 'one' are named 'ann'\n"
                    + "hint: give the --id of one, or rename all with --name and --replace\n"));
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void notThereIsNotFound() {
    assertThat(orgs.run("members", "rename", "one", "dan", "amy"))
        .isEqualTo(
            new Result(
                ExitCode.NOT_FOUND,
                "",
                "orgs: no member 'dan' in 'one'\nhint: nothing was done\n"));
    assertThat(orgs.run("members", "rename", "one", "--id", "9", "amy").exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.run("members", "rename", "two", "ann", "amy").exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void replacesInWhatFilterTakes() {
    assertThat(replace("--prefix", "a", "--replace", "n", "--with", "m", "--yes").lines())
        .containsExactlyInAnyOrder("1\tamm", "3\tamm");
    assertThat(members()).containsExactly("1|amm", "2|bob", "3|amm", "4|cid");
  }

  @Test
  void replacesLiterallyAndEverywhere() {
    orgs.ok("members", "rename", "one", "bob", "\\1 100% \\1");

    assertThat(replace("--contains", "%", "--replace", "\\1", "--with", "\\&"))
        .isEqualTo(Result.ok("2\t\\\\& 100% \\\\&\n"));
    assertThat(replace("--name", "cid", "--replace", "i", "--with", ""))
        .isEqualTo(Result.ok("4\tcd\n"));
  }

  @Test
  void namesWithoutTheTextAreLeftAlone() {
    assertThat(replace("--like", "%", "--replace", "b", "--with", "B"))
        .isEqualTo(Result.ok("2\tBoB\n"));
    assertThat(replace("--like", "%", "--replace", "z", "--with", "y")).isEqualTo(Result.ok(""));
    assertThat(replace("--like", "z", "--replace", "a", "--with", "b")).isEqualTo(Result.ok(""));
  }

  @Test
  void severalRowsAreRefusedWhereNobodyCanBeAsked() {
    assertThat(replace("--name", "ann", "--replace", "n", "--with", "m"))
        .isEqualTo(
            new Result(
                ExitCode.REFUSED,
                "",
                "orgs: this renames 2 members of 'one'; confirm it with --yes\n"
                    + "hint: nothing was done; --dry-run shows what would be done\n"));
    assertThat(members()).isEqualTo(ALL);
  }

  @Test
  void asksForTheOrganizationsNameOnTerminal() {
    orgs.withTerminals("101");
    String[] command = {
      "members", "rename", "one", "--name", "ann", "--replace", "n", "--with", "m"
    };

    assertThat(orgs.runWithInput("two\n", command).exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(members()).isEqualTo(ALL);

    Result result = orgs.runWithInput("one\n", command);
    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEqualTo("This renames 2 members of 'one'. Type one to confirm: ");
    assertThat(members()).containsExactly("1|amm", "2|bob", "3|amm", "4|cid");
  }

  @Test
  void dryRunShowsAndChangesNothing() {
    assertThat(replace("--prefix", "a", "--replace", "n", "--with", "m", "--dry-run"))
        .isEqualTo(new Result(0, "1\tamm\n3\tamm\n", "dry run: 2 members would be renamed\n"));
    assertThat(orgs.run("members", "rename", "one", "bob", "bea", "--dry-run"))
        .isEqualTo(new Result(0, "2\tbea\n", "dry run: 1 member would be renamed\n"));
    assertThat(orgs.run("members", "rename", "one", "--id", "4", "bea", "--dry-run"))
        .isEqualTo(new Result(0, "4\tbea\n", "dry run: 1 member would be renamed\n"));
    assertThat(orgs.run("members", "rename", "one", "ann", "bea", "--dry-run").exit())
        .isEqualTo(ExitCode.CONFLICT);
    assertThat(orgs.run("members", "rename", "one", "dan", "bea", "--dry-run").exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(members()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "ann, '', 1, is empty",
    "bob, '\u3000 ', 2, is blank",
    "cid, 123456789012345678901234567890123456789012345678901, 4,"
        + " is 51 characters long; the limit is 50",
    "cid, '12345678901234567890123456789012345678901234567890 ', 4,"
        + " is 51 characters long; the limit is 50",
  })
  void replacementThatGivesNoNameIsRefusedWithTheReason(
      String old, String with, int id, String reason) {
    Result result = replace("--like", "%", "--replace", old, "--with", with, "--yes");

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.USAGE,
                "",
                "orgs: the new name of member %d ('%s') %s\nhint: nothing was done\n"
                    .formatted(id, old, reason)));
    assertThat(members()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bob",
        "bob bea cid",
        "--id 2",
        "--id 2 bob bea",
        "--like %",
        "--replace a --with b",
        "--like % --replace a",
        "--like % --with b",
        "bob --like % --replace a --with b",
        "--id 2 --like % --replace a --with b",
        "--like % --replace= --with b",
        "-i bob bea",
      })
  void oneWayToSayWhichAndWhatIsRequired(String which) {
    Result result = orgs.run(("members rename one " + which + " --yes").split(" +"));

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: ");
    assertThat(members()).isEqualTo(ALL);
  }

  private Result replace(String... options) {
    String[] arguments = new String[options.length + 3];
    System.arraycopy(options, 0, arguments, 3, options.length);
    arguments[0] = "members";
    arguments[1] = "rename";
    arguments[2] = "one";
    return orgs.run(arguments);
  }

  private List<String> members() {
    return orgs.query("SELECT member_id, member_name FROM members ORDER BY member_id");
  }
}
