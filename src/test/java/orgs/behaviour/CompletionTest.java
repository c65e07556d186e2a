package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.completion.Shell;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What the hidden command answers to the shells. */
class CompletionTest {

  private static final String BREAKS = " \t\n\"'><=;|&(:";

  private final TestOrgs orgs = TestOrgs.migrated();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'',create list ls show rename mv delete rm members import export diff sync find browse copy"
            + " merge backup restore db daemon run shell demo completion help",
        "re,rename restore",
        "members re,remove rename",
        "members ,add list ls filter count remove rm rename move mv duplicates import export diff"
            + " sync",
        "list --co,--counts --contains --color --columns",
        "list --format ,table csv tsv json jsonl md id",
        "list --format=js,json jsonl",
        "list --sort n,name",
        "-q list --color a,auto always",
        "import f --input-format ,lines csv tsv json jsonl",
        "members import x f --input-format=t,tsv",
        "list --columns org_,org_id org_name",
        "find --columns=member_name;org_,member_name;org_id member_name;org_name",
        "completion ,bash zsh fish",
        "db ,start stop status url psql migrate distribute reset drop",
        "daemon ,start stop status",
        "show one --count e,exact estimate",
        "members import x f --no-,--no-pager --no-input --no-header",
        "nonsense ,create list ls show rename mv delete rm members import export diff sync find browse copy"
            + " merge backup restore db daemon run shell demo completion help",
        "help re,rename restore",
        "help members mov,move",
        "help members move ,",
        "rm --ba,--backup",
        "show one -,--format -o --output -q --quiet --echo --color --progress --no-pager --no-input --debug"
            + " -d --dbname -h --host -p --port -U --username --service --schema --wait"
            + " --statement-timeout --lock-timeout -\\? --help --count --columns --no-header"
            + " --spreadsheet",
        "create a,",
        "list --limit ,",
        "list --nonsense=,",
      })
  void completesFromTheCommandModel(String line, String expected) {
    String typed = line.equals("''") ? "" : line;
    // A comma is between the columns of this test.
    List<String> candidates =
        bash("orgs " + typed.replace(';', ',')).stream().map(one -> one.replace(',', ';')).toList();

    assertThat(candidates)
        .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run ", "run d", "import ", "members import x ", "list -o ", "list --output=/t"})
  void leavesFilesToTheShell(String line) {
    assertThat(answer("orgs " + line)).containsExactly("files");
  }

  @Test
  void completesNamesOfOrganizationsLive() {
    orgs.ok("create", "acme", "acme two", "globex", "members", "--", "-x");

    assertThat(bash("orgs show a")).containsExactly("acme", "acme\\ two");
    assertThat(bash("orgs delete acme g")).containsExactly("globex");
    assertThat(bash("orgs members list mem")).containsExactly("members");
    assertThat(bash("orgs members add g")).containsExactly("globex");
    assertThat(bash("orgs members add acme g")).isEmpty();
    assertThat(bash("orgs members move acme x --to g")).containsExactly("globex");
    assertThat(bash("orgs merge acme --into=g")).containsExactly("globex");
    assertThat(bash("orgs show ")).doesNotContain("-x").hasSize(4);
    assertThat(bash("orgs show -- -")).containsExactly("-x");
    assertThat(bash("orgs list --counts -- g")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "orgs show it,it\\'s\\ \\\"a\\\"\\ \\$x",
        "orgs show it\\',it\\'s\\ \\\"a\\\"\\ \\$x",
        "orgs show 'it,it'\\''s \"a\" $x",
        "orgs show \"it,it's \\\"a\\\" \\$x",
        "orgs show 'it'\\'',s \"a\" $x",
        "orgs show p:,q=r",
        "orgs show p:q=,r",
        "orgs show 'p:,p:q=r",
        "orgs show p,p:q=r",
      })
  void bashGetsWhatItPutsInPlaceOfItsPartOfTheWord(String line, String expected) {
    orgs.ok("create", "it's \"a\" $x", "p:q=r");

    assertThat(bash(line)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {"zsh,two w", "fish,two\\ w", "fish,\"two w", "fish,'two w"})
  void otherShellsGetTextAndQuoteItThemselves(String shell, String typed) {
    orgs.ok("create", "two words");

    assertThat(orgs.run("__complete", shell, "--", "show", typed).lines())
        .containsExactly("words", "two words\t");
  }

  @Test
  void candidatesComeWithDescriptions() {
    assertThat(orgs.run("__complete", "zsh", "--", "db", "sto").lines())
        .containsExactly("words", "stop\tStop the local database");
  }

  @Test
  void namesThatATerminalWouldObeyAreLeftOut() {
    orgs.ok("create", "x\u001b[31m", "x\nwords", "xy");

    assertThat(bash("orgs show x")).containsExactly("xy");
  }

  @Test
  void noMoreThanFiftyNamesAreRead() {
    orgs.execute(
        "INSERT INTO organizations (org_name) SELECT 'n' || i FROM generate_series(1, 99) i");

    List<String> statements = orgs.statements(() -> assertThat(bash("orgs show n")).hasSize(50));

    assertThat(statements).filteredOn(s -> s.contains("org_name")).hasSize(1);
    assertThat(orgs.statements(() -> bash("orgs lis"))).isEmpty();
  }

  @Test
  void connectionOptionsOnTheLineCount() {
    TestOrgs other = TestOrgs.migrated();
    other.ok("create", "elsewhere");

    assertThat(bash("orgs show e")).isEmpty();
    assertThat(bash("orgs --schema " + other.schema() + " show e")).containsExactly("elsewhere");
    assertThat(bash("orgs show --schema=" + other.schema() + " e")).containsExactly("elsewhere");
  }

  @Test
  void errorsAreQuiet() {
    assertThat(bash("orgs show -h nosuch.invalid a")).isEmpty();
    assertThat(bash("orgs show --schema nosuch a")).isEmpty();
    assertThat(bash("orgs show -d postgresql://me:secret@localhost/x a")).isEmpty();
    assertThat(orgs.run("__complete").err()).isEmpty();
  }

  @Test
  void theLocalDatabaseIsNeitherStartedNorCreated(@TempDir Path folder) {
    orgs.environment().remove("ORGS_DATABASE_URL");
    orgs.environment().put("ORGS_HOME", folder.resolve("home").toString());

    assertThat(bash("orgs show a")).isEmpty();
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void stubsArePrinted(Shell shell, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("stub");
    String stub = orgs.ok("completion", shell.name()).out();

    assertThat(stub).contains("__complete " + shell);
    orgs.ok("completion", shell.name(), "-o", file.toString());
    assertThat(Files.readString(file)).isEqualTo(stub);
  }

  private List<String> bash(String line) {
    List<String> answer = answer(line);
    assertThat(answer.get(0)).isEqualTo("words");
    return answer.subList(1, answer.size());
  }

  private List<String> answer(String line) {
    Result result = orgs.run("__complete", "bash", BREAKS, line);
    assertThat(result.err()).isEmpty();
    return result.lines();
  }
}
