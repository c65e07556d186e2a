package orgs.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Eventually;
import orgs.testing.Programs;
import orgs.testing.TestOrgs;

/** Tables that are longer than the screen, at a real terminal of 24 lines. */
@Order(1)
class PagerIT {

  private static final String CTRL_C = "\u0003";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path home;

  private Map<String, String> environment;

  @BeforeEach
  void prepare() throws IOException {
    Terminal.assumeThereIsOne();
    assumeTrue(Programs.runs("less", "--version"), "no less here");
    environment = Terminal.environment(orgs, home);
    environment.remove("ORGS_PAGER");
    environment.put("ORGS_HOME", home.resolve("orgs").toString());
    environment.put("NO_COLOR", "1");
  }

  @Test
  void allRowsCanBeSeenAndNoneHasTo() throws IOException {
    ManyMembers.create(orgs, "big", 30_000);
    try (Terminal terminal = terminal("exec orgs members list big")) {
      terminal.await(Pattern.compile("n21\\b").asPredicate(), "n21");
      assertThat(terminal.screen()).doesNotContain("n30\n");
      terminal.type(" ");
      terminal.await(Pattern.compile("n43\\b").asPredicate(), "n43");
      terminal.type("q");
      assertThat(terminal.exit()).isZero();
      assertThat(terminal.screen()).doesNotContain("n100\n", "rows;", "orgs:");
    }
    awaitSessions(0);

    try (Terminal terminal = terminal("orgs members list big --after 29900")) {
      terminal.await(Pattern.compile("n29921\\b").asPredicate(), "n29921");
      terminal.type("G");
      terminal.await(Pattern.compile("n30000\\b").asPredicate(), "n30000");
      // All is read, and nobody keeps the server waiting while it is looked at.
      awaitSessions(0);
      terminal.type("q");
      assertThat(terminal.exit()).isZero();
    }
  }

  @Test
  void whatFitsIsShownWithoutPager() throws IOException {
    environment.put("ORGS_PAGER", "echo paged; cat");
    ManyMembers.create(orgs, "big", 21);
    assertThat(shown("orgs members list big")).doesNotContain("paged").endsWith("n21\n");
    orgs.execute("INSERT INTO members (org_id, member_name) VALUES (1, 'n22')");
    assertThat(shown("orgs members list big")).startsWith("paged\n").endsWith("n22\n");
    assertThat(shown("stty rows 50; orgs members list big")).doesNotContain("paged");
    assertThat(shown("orgs members list big | cat")).doesNotContain("paged");
    assertThat(shown("orgs members list big </dev/null")).doesNotContain("paged");
    assertThat(shown("orgs members list big --format csv")).doesNotContain("paged");
    assertThat(shown("orgs members rename big --like '%' --replace n --with m --yes"))
        .doesNotContain("paged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ORGS_PAGER= orgs members list big",
        "ORGS_PAGER=cat PAGER=less orgs members list big",
        "PAGER= orgs members list big",
        "TERM=dumb orgs members list big",
        "orgs members list big --no-pager",
        "ORGS_PAGER=no-such-pager orgs members list big",
        "PAGER='/no/such pager' orgs members list big",
      })
  void withoutPagerTheFirstRowsAreShown(String command) throws IOException {
    ManyMembers.create(orgs, "big", 150);
    assertThat(shown(command))
        .endsWith("first 100 rows; the next with --after 100, all with --limit 0\n");
  }

  @Test
  void missingPagerIsToldWhereItWasChosen() throws IOException {
    ManyMembers.create(orgs, "big", 150);
    assertThat(shown("PAGER=no-such-pager orgs members list big"))
        .startsWith("no pager 'no-such-pager' found; rows are shown without one\n");
  }

  @Test
  void orgsPagerComesFirstAndGetsAllRows() throws IOException {
    ManyMembers.create(orgs, "big", 150);
    Path rows = home.resolve("rows");
    environment.put("PAGER", "false");
    environment.put("ORGS_PAGER", "cat >" + rows + "; echo \"$LESS\" >>" + rows);
    assertThat(shown("orgs members list big")).isEmpty();
    assertThat(Files.readAllLines(rows)).hasSize(153).endsWith("      150  n150", "FRSX");
    environment.put("LESS", "R");
    assertThat(shown("orgs members list big --limit 120")).isEmpty();
    assertThat(Files.readAllLines(rows)).hasSize(123).endsWith("      120  n120", "R");
  }

  @Test
  void messagesWaitForItsEnd() throws IOException {
    ManyMembers.create(orgs, "big", 150);
    environment.put("ORGS_PAGER", "cat; sleep 1; echo end of pager");
    assertThat(shown("orgs members list big --echo")).endsWith("n150\nend of pager\nCOMMIT\n");
  }

  @Test
  void pagerThatCantRunIsTold() throws IOException {
    ManyMembers.create(orgs, "big", 150);
    environment.put("ORGS_PAGER", "FOO=1 no-such-pager");
    try (Terminal terminal = terminal("exec orgs members list big")) {
      assertThat(terminal.exit()).isEqualTo(1);
      assertThat(terminal.screen()).contains("can't run the pager 'FOO=1 no-such-pager'");
    }
  }

  @Test
  void pagerThatIsLeftEndsTheQuery() throws IOException {
    ManyMembers.create(orgs, "big", 30_000);
    // So many, and known to be, that they are read in their order and not sorted.
    orgs.execute("ANALYZE members");
    orgs.execute("ALTER TABLE members RENAME TO fast");
    orgs.execute(
        "CREATE VIEW members AS SELECT * FROM fast"
            + " WHERE pg_sleep(CASE WHEN member_id > 1500 THEN 60 ELSE 0 END) IS NOT NULL");
    try (Terminal terminal = terminal("exec orgs members list big")) {
      terminal.await(Pattern.compile("n21\\b").asPredicate(), "n21");
      terminal.type("q");
      assertThat(terminal.exit()).isZero();
      assertThat(terminal.screen()).doesNotContain("orgs:");
    }
    awaitSessions(0);
  }

  @Test
  void ctrlCIsThePagers() throws IOException {
    ManyMembers.create(orgs, "big", 30_000);
    try (Terminal terminal =
        terminal("trap : INT; stty -a; orgs members list big; echo \"exit $?\"; stty -a")) {
      terminal.await(Pattern.compile("n21\\b").asPredicate(), "n21");
      interrupt(terminal);
      terminal.type(" ");
      terminal.await(Pattern.compile("n43\\b").asPredicate(), "n43");
      terminal.type("q");
      assertThat(terminal.exit()).isZero();
      String screen = terminal.screen();
      assertThat(screen).contains("exit 0\n");
      assertThat(screen).endsWith(modes(screen));
    }
    awaitSessions(0);
  }

  @Test
  void signalEndsThePagerToo() throws IOException {
    ManyMembers.create(orgs, "big", 30_000);
    Path pid = home.resolve("pid");
    String command =
        "stty -a; sh -c 'echo $$ >"
            + pid
            + "; exec orgs members list big'; echo \"exit $?\"; stty -a";
    try (Terminal terminal = terminal(command)) {
      terminal.await(Pattern.compile("n21\\b").asPredicate(), "n21");
      Programs.runs("kill", Files.readString(pid).strip());
      assertThat(terminal.exit()).isZero();
      String screen = terminal.screen();
      assertThat(screen).contains("exit 143\n");
      assertThat(screen).endsWith(modes(screen));
    }
    awaitSessions(0);
  }

  @Test
  void worksInTheShell() throws IOException {
    ManyMembers.create(orgs, "big", 30_000);
    try (Terminal terminal = terminal("exec orgs shell")) {
      terminal.await("orgs> ");
      terminal.type("begin\n");
      terminal.await("orgs*> ");
      terminal.type("members list big\n");
      terminal.await(Pattern.compile("n21\\b").asPredicate(), "n21");
      interrupt(terminal);
      terminal.type(" ");
      terminal.await(Pattern.compile("n43\\b").asPredicate(), "n43");
      terminal.type("q");
      terminal.await(shown -> shown.split("orgs\\*> ", -1).length >= 3, "prompt");
      terminal.type("create acme\n");
      terminal.await("  acme\n");
      terminal.type("commit\n");
      terminal.await("committed\n");
      terminal.type("members list big --no-pager\n");
      terminal.await("first 100 rows;");
      terminal.type("exit\n");
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.query("SELECT org_name FROM organizations WHERE org_name = 'acme'")).hasSize(1);
  }

  @Test
  void differencesAreShownInFull() throws IOException {
    ManyMembers.create(orgs, "big", 1);
    environment.put("ORGS_PAGER", "cat");
    String diff = "seq 300 | sed s/^/m/ >f; orgs members diff big f --input-format lines";
    assertThat(shown("cd " + home + "; " + diff)).contains("first 100 of 301 changes");
    environment.put("ORGS_PAGER", "cat; echo end of pager");
    assertThat(shown("cd " + home + "; " + diff))
        .contains("m300\nend of pager\n")
        .doesNotContain("first 100");
  }

  /** What stty said first. */
  private static String modes(String screen) {
    String last = "-extproc\n";
    return screen.substring(0, screen.indexOf(last) + last.length());
  }

  /** Presses Ctrl-C, at which less shows its screen anew. */
  private static void interrupt(Terminal terminal) throws IOException {
    terminal.type(CTRL_C);
    terminal.await(shown -> shown.split("n21\\b").length >= 3, "the screen again");
  }

  /** All that a command shows, but for the progress of a slow machine. */
  private String shown(String command) throws IOException {
    try (Terminal terminal = terminal(command.replace(" big", " big --progress never"))) {
      terminal.exit();
      return terminal.screen();
    }
  }

  private Terminal terminal(String command) throws IOException {
    return new Terminal(80, environment, command);
  }

  /** How many sessions are in a transaction, or at work. */
  private void awaitSessions(int count) {
    Eventually.value(
        count + " sessions at work",
        () -> orgs.sessions().stream().filter(session -> !session.startsWith("idle|")).toList(),
        busy -> busy.size() == count);
  }
}
