package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What a failure looks like to people and to scripts. */
class ErrorsTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "lsit,no command 'lsit',did you mean list?",
        "members lst,no command 'members lst',did you mean list?",
        "mem list x,no command 'mem',did you mean members?",
        "add x,no command 'add',did you mean members add?",
        "db strat,no command 'db strat',did you mean start?",
        "list --fromat csv,no option --fromat,did you mean --format?",
        "list --limt=3,no option --limt,did you mean --limit?",
        "list -limit 3,no option -limit,did you mean --limit?",
        "members import x f --no-haeder,no option --no-haeder,did you mean --no-header?",
        "list --sort nmae,invalid value for option '--sort',did you mean name?",
        "list --format jsno,invalid value for option '--format',did you mean json?",
        "-V,no option -V,did you mean --version?",
        "-v,no option -v,did you mean --version?",
        "list -V,no option -V,did you mean orgs --version?",
        "-h,\"missing required parameter for option '-h, --host'\",did you mean --help?",
        "list -h,\"missing required parameter for option '-h, --host'\",did you mean --help?",
        "help lsit,no command 'lsit',did you mean list?",
        "help members lst,no command 'members lst',did you mean list?",
        "help create acme,unexpected argument 'acme',",
        "members help,no command 'members help',did you mean --help?",
        "version,no command 'version',did you mean --version?",
        "db ls,no command 'db ls',did you mean orgs list?",
        "db mv,no command 'db mv',did you mean members mv?",
        "filter acme,no command 'filter',did you mean members filter?",
        "members mv acme ann bob,missing required option: '--to=ORG2',"
            + "\"members rename gives another name, members move another organization\"",
        "list -n 5,no option -n,did you mean --limit?",
        "members list one -n 5,no option -n,did you mean --limit?",
        "create -n 5,no option -n,put -- before names that begin with -",
        "list --json,no option --json,did you mean --format json?",
        "show one --csv,no option --csv,did you mean --format csv?",
        "list -x,no option -x,",
        "create -x,no option -x,put -- before names that begin with -",
        "show acme globex,unexpected argument 'globex',",
      })
  void saysWhatMayHaveBeenMeant(String line, String message, String hint) {
    Result result = orgs.run(line.split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("orgs: " + message);
    if (hint == null) {
      assertThat(result.err()).doesNotContain("hint:");
    } else {
      assertThat(result.err()).contains("\nhint: " + hint + "\n");
    }
  }

  /** A guess that is followed without a look would destroy something. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delet acme",
        "remove acme",
        "members rmove acme ann",
        "members remve acme ann",
        "members delete acme",
        "drop",
        "reset",
        "stop",
        "db rm",
        "db drp",
        "db rest",
        "db stp",
      })
  void noCommandThatDestroysIsSuggested(String line) {
    assertThat(orgs.run(line.split(" ")).err())
        .startsWith("orgs: no command '")
        .doesNotContainPattern("did you mean .*(delete|remove|drop|reset|stop)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "member list",
        "member list acme --like x",
        "member list --limit x",
        "member list --nonsense",
        "member add"
      })
  void theFirstMistakeIsTold(String line) {
    assertThat(orgs.run(line.split(" ")).err())
        .isEqualTo(
            "orgs: no command 'member'\nhint: did you mean members?\n"
                + "usage: orgs [OPTIONS] COMMAND\n       orgs --help shows more\n");
  }

  @Test
  void showsTheShortUsageOfThatCommandOnly() {
    assertThat(orgs.run("members", "add", "--nonsense").err().lines())
        .endsWith(
            "usage: orgs members add [OPTIONS] ORG NAME...",
            "       orgs members add --help shows more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "members", "db"})
  void listsTheCommandsWhereOneIsMissing(String group) {
    Result result = orgs.run(group.isEmpty() ? new String[0] : new String[] {group});

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("orgs: no command given\nhint: the commands are ");
  }

  @Test
  void namesAreLookedUpByTheirTrigrams() {
    orgs.ok("create", "Acme Corporation", "globex", "initech", "initrode");

    assertThat(orgs.run("show", "globx").err()).isEqualTo(missing("globx", "'globex'"));
    assertThat(orgs.run("delete", "GLOBEX", "--yes").err())
        .isEqualTo(missing("GLOBEX", "'globex'"));
    assertThat(orgs.run("members", "list", "corporation acme").err())
        .isEqualTo(missing("corporation acme", "'Acme Corporation'"));
    assertThat(orgs.run("members", "count", "Acme").err())
        .isEqualTo(missing("Acme", "'Acme Corporation'"));
    assertThat(orgs.run("rename", "zzz", "y").err()).isEqualTo("orgs: no organization 'zzz'\n");
    assertThat(orgs.run("show", "id:99").err()).isEqualTo("orgs: no organization id:99\n");
  }

  private static String missing(String name, String meant) {
    return "orgs: no organization '" + name + "'\nhint: did you mean " + meant + "?\n";
  }

  @Test
  void nobodyLooksForNamesThatAreThereOrMayBeMissing() {
    orgs.ok("create", "acme");

    assertThat(
            orgs.statements(
                () -> {
                  orgs.ok("show", "acme");
                  orgs.ok("delete", "acne", "--if-exists", "--yes");
                }))
        .noneMatch(statement -> statement.contains("similarity"));
    assertThat(orgs.statements(() -> orgs.run("show", "acne")))
        .filteredOn(statement -> statement.contains("similarity"))
        .hasSize(1);
  }

  @Test
  void jsonRowsComeWithJsonErrors() throws IOException {
    orgs.ok("create", "acme");
    Result result = orgs.run("show", "acne", "--format", "json");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            "{\"code\":3,\"message\":\"no organization 'acne'\","
                + "\"hint\":\"did you mean 'acme'?\",\"sqlstate\":null,\"line\":null}\n");
    assertThat(json(orgs.run("show", "acne", "--format=jsonl"))).containsEntry("code", 3);
  }

  @Test
  void scriptsCanAskForThemWhateverTheFormat() throws IOException {
    orgs.environment().put("ORGS_ERROR_FORMAT", "json");

    assertThat(json(orgs.run("list", "--regex", "(")))
        .containsEntry("code", 2)
        .containsEntry("sqlstate", "2201B");
    assertThat(json(orgs.run("list", "--regex", "(", "--debug")))
        .hasEntrySatisfying(
            "trace", trace -> assertThat(trace.toString()).contains("\tat orgs.store."));
    assertThat(json(orgs.run("lsit"))).containsEntry("hint", "did you mean list?");
  }

  @Test
  void aCommandLineThatCannotBeReadIsAnErrorOfThatFormToo() throws IOException {
    assertThat(json(orgs.run("list", "--nonsense", "--format", "json"))).containsEntry("code", 2);
    assertThat(json(orgs.run("--format=jsonl", "lsit"))).containsEntry("code", 2);
    assertThat(orgs.run("lsit", "--", "--format=json").err()).startsWith("orgs: ");
  }

  @Test
  void linesOfScriptsAreNumbers() throws IOException {
    String script = "create acme\n\nshow acne\n";
    Result result = orgs.runWithInput(script, "run", "-", "--format", "json");

    assertThat(json(result)).containsEntry("line", 3).containsEntry("code", 3);
    assertThat(json(orgs.runWithInput("list --nonsense", "run", "-", "--format", "json")))
        .containsEntry("line", 1)
        .containsEntry("code", 2);
    assertThat(json(orgs.runWithInput("\nlsit", "run", "-", "--format", "json")))
        .containsEntry("line", 2);
    assertThat(orgs.runWithInput(script, "run", "-").err()).startsWith("orgs: stdin:1: ");
  }

  @Test
  void linesOfImportedFilesAreNumbersToo() throws IOException {
    orgs.environment().put("ORGS_ERROR_FORMAT", "json");
    orgs.ok("create", "acme");

    assertThat(json(orgs.runWithInput("ann\n\nbob\n", "members", "import", "acme", "-", "-q")))
        .containsEntry("message", "stdin:2: is empty")
        .containsEntry("line", 2);
    assertThat(json(orgs.runWithInput("acme\tann\nacme\n", "import", "-", "-q")))
        .containsEntry("line", 2);
    assertThat(json(orgs.runWithInput("", "members", "import", "nowhere", "-", "-q")))
        .containsEntry("line", null);
  }

  @Test
  void aScriptThatImportsHasTheScriptsLine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("names"), "ann\nbob\n\ncid\n");
    String script = "create acme\nmembers import acme " + file + " -q\n";

    assertThat(json(orgs.runWithInput(script, "run", "-", "--format", "json")))
        .containsEntry("message", file + ":3: is empty")
        .containsEntry("line", 2);
  }

  /** The one object that is all of stderr. */
  private static Map<String, Object> json(Result result) throws IOException {
    assertThat(result.err().lines()).hasSize(1);
    Map<String, Object> object = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(result.err())) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      String key;
      while ((key = parser.nextFieldName()) != null) {
        JsonToken value = parser.nextToken();
        object.put(key, value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : text(parser));
      }
      assertThat(parser.nextToken()).isNull();
    }
    assertThat(List.copyOf(object.keySet()))
        .startsWith("code", "message", "hint", "sqlstate", "line");
    return object;
  }

  private static String text(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  /** Whoever names a file may be somebody else than who reads the messages. */
  @Test
  void namesOfFilesAreSafeOffATerminal(@TempDir Path folder) throws IOException {
    TestOrgs orgs = TestOrgs.migrated();
    // Without a locale of UTF-8 there is no file of such a name.
    boolean anyName = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    Path file = folder.resolve("a\nb\u001b[31m" + (anyName ? "\u202ec" : "c"));
    Files.writeString(file, "ann\n");
    String safe = folder + "/a\\nb\\x1b[31m" + (anyName ? "\\u202ec" : "c");

    Result imported = orgs.run("members", "import", "acme", "--create-org", file.toString());
    assertThat(imported.err()).isEqualTo("reading " + safe + " as lines\nimported 1 member\n");
    Files.delete(file);
    Result missing = orgs.run("members", "import", "acme", file.toString());
    assertThat(missing.err()).startsWith("orgs: no file " + safe + "\n");
  }
}
