package orgs.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.testing.Eventually;
import orgs.testing.Programs;
import orgs.testing.ReservedPort;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;

/** {@code orgs browse} at a real terminal: keys in, a screen out. */
@Order(1)
class BrowseIT {

  private static final String UP = "\u001b[A";
  private static final String DOWN = "\u001b[B";
  private static final String HOME = "\u001b[H";
  private static final String END = "\u001b[F";
  private static final String PAGE_UP = "\u001b[5~";
  private static final String PAGE_DOWN = "\u001b[6~";
  private static final String ESCAPE = "\u001b";
  private static final String ENTER = "\r";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_N = "\u000e";
  private static final String CTRL_R = "\u0012";
  private static final String CTRL_T = "\u0014";
  private static final String CTRL_U = "\u0015";
  private static final String CTRL_X = "\u0018";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path home;

  private Map<String, String> environment;

  @BeforeEach
  void assumeThereIsTerminal() throws IOException {
    Terminal.assumeThereIsOne();
    environment = Terminal.environment(orgs, home);
  }

  @Test
  void whatIsTypedIsFoundAndWhatIsChosenIsPrinted() throws IOException {
    orgs.ok("create", "acme", "--member", "Ann Smith", "--member", "Bob Jones");
    orgs.ok("members", "add", "acme", "Joanna Lee", "Carol", "ANNE");
    Path chosen = home.resolve("chosen");

    try (Terminal terminal = browse("acme | cut -f 1 >" + chosen)) {
      assertThat(terminal.awaitLine("5 members"))
          .startsWith(
              " acme" + " ".repeat(65) + "5 members", " /", "> 1  Ann Smith", "  2  Bob Jones");
      terminal.type("ann");
      assertThat(terminal.awaitLine("3 match"))
          .contains(" / ann", "> 1  Ann Smith", "  3  Joanna Lee", "  5  ANNE")
          .noneMatch(line -> line.contains("Bob"));
      terminal.type("e" + ENTER);
      terminal.awaitLine("member_name  ANNE");
      terminal.type(ENTER);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(chosen).hasContent("5\n");
  }

  @Test
  void capitalLettersMakeCaseCount() throws IOException {
    orgs.ok("create", "acme", "--member", "ann", "--member", "Ann", "--member", "100%_x");

    try (Terminal terminal = browse("acme")) {
      terminal.awaitLine("3 members");
      terminal.type("Ann");
      assertThat(terminal.awaitLine("1 matches")).contains("> 2  Ann").doesNotContain("  1  ann");
      terminal.type(CTRL_U + "%_");
      assertThat(terminal.awaitLine("> 3  100%_x")).doesNotContain("  2  Ann");
      terminal.type(CTRL_U + "/a n" + ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
  }

  @Test
  void marksArePrintedInTheirOrder() throws IOException {
    ManyMembers.create(orgs, "big", 100);
    Path chosen = home.resolve("chosen");

    try (Terminal terminal = browse("big --format csv >" + chosen)) {
      terminal.awaitLine("100 members");
      terminal.type(END);
      awaitCurrent(terminal, "100  n100");
      terminal.type(" ");
      terminal.awaitLine("1 marked");
      terminal.type(HOME);
      awaitCurrent(terminal, "1  n1");
      terminal.type("  ");
      terminal.awaitLine("3 marked");
      terminal.type(UP + " ");
      terminal.awaitLine("2 marked");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(chosen).hasContent("member_id,member_name\n100,n100\n1,n1\n");
  }

  @Test
  void keysThatAreTypedAheadMeanTheRowsToCome() throws IOException {
    ManyMembers.create(orgs, "big", 3_000);
    Path chosen = home.resolve("chosen");

    try (Terminal terminal = browse("big >" + chosen)) {
      terminal.awaitLine("3,000 members");
      terminal.type("n2999" + ENTER);
      terminal.awaitLine("member_name  n2999");
      terminal.type(ENTER);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(chosen).hasContent("2999\tn2999\n");
  }

  @Test
  void listPagesBothWaysWithoutLimit() throws IOException {
    ManyMembers.create(orgs, "big", 12_000);

    orgs.execute("ANALYZE members");
    List<String> statements =
        orgs.statements(
            () -> {
              try (Terminal terminal = browse("big")) {
                terminal.awaitLine("about 12,000 members (estimated)");
                terminal.type(PAGE_DOWN.repeat(100));
                awaitCurrent(terminal, "2001  n2001");
                terminal.type(PAGE_UP.repeat(99));
                awaitCurrent(terminal, "21  n21");
                terminal.type(END);
                awaitCurrent(terminal, "12000  n12000");
                terminal.type(PAGE_UP.repeat(99) + UP);
                awaitCurrent(terminal, "10019  n10019");
                terminal.type(PAGE_DOWN.repeat(120));
                awaitCurrent(terminal, "12000  n12000");
                terminal.type(HOME + DOWN);
                awaitCurrent(terminal, "2  n2");
                terminal.type(ESCAPE);
                assertThat(terminal.exit()).isZero();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(statements).noneMatch(statement -> statement.contains("OFFSET"));
  }

  @Test
  void similarNamesAreOfferedWhereNothingMatches() throws IOException {
    orgs.ok("create", "acme", "--member", "Ana Newcomer", "--member", "Bob");

    try (Terminal terminal = browse("acme")) {
      terminal.awaitLine("2 members");
      terminal.type("newcommer");
      assertThat(terminal.awaitLine("no match; similar names")).contains("> 1  Ana Newcomer");
      terminal.type("\t");
      terminal.awaitLine("organizations");
      terminal.type("acne");
      assertThat(terminal.awaitLine("no match; similar names")).contains("> 1  acme");
      terminal.type(CTRL_U + "zzzz");
      terminal.awaitLine(line -> line.endsWith("no match"), "no match");
      terminal.type(CTRL_C);
      assertThat(terminal.exit()).isEqualTo(130);
    }
  }

  @Test
  void tabGoesFromOrganizationsToMembersAndBack() throws IOException {
    orgs.ok("create", "acme", "--member", "ann");
    orgs.ok("create", "globex", "--member", "bob", "--member", "eve");

    try (Terminal terminal = browse("")) {
      assertThat(terminal.awaitLine("2 organizations")).contains("> 1  acme", "  2  globex");
      terminal.type(DOWN + ENTER);
      assertThat(terminal.awaitLine("members   2")).contains(" org_name  globex");
      terminal.type("\t");
      assertThat(terminal.awaitLine("2 members")).contains("> 2  bob", "  3  eve");
      terminal.type("\t");
      assertThat(terminal.awaitLine("2 organizations")).contains("  1  acme", "> 2  globex");
      terminal.type(" " + ESCAPE);
      assertThat(terminal.exit()).isZero();
      assertThat(terminal.screen()).endsWith("     2  globex\n");
    }
  }

  @Test
  void membersAreAddedRenamedMovedAndRemoved() throws IOException {
    orgs.ok("create", "acme", "--member", "ann", "--member", "bob", "--member", "eve");
    orgs.ok("create", "globex");
    Path backup = home.resolve("gone.jsonl");

    try (Terminal terminal = browse("acme")) {
      terminal.awaitLine("3 members");
      terminal.type(CTRL_N);
      terminal.awaitLine("Add a member to 'acme'");
      terminal.type(ENTER);
      terminal.awaitLine("a name has 1 to 50 characters");
      terminal.type("zoe" + ENTER);
      assertThat(terminal.awaitLine("> 4  zoe")).contains(" added 4 'zoe'");

      terminal.type(CTRL_R);
      terminal.awaitLine("New name: zoe");
      terminal.type("\u007fë" + ENTER);
      assertThat(terminal.awaitLine("> 4  zoë")).contains(" renamed 4 to 'zoë'");

      terminal.type(CTRL_T);
      terminal.awaitLine("To organization:");
      terminal.type("glob" + ENTER);
      terminal.awaitLine("no organization 'glob'");
      terminal.type("ex" + ENTER);
      terminal.awaitLine("moved 1 member to 'globex'");
      assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob", "acme|eve", "globex|zoë");

      terminal.awaitLine("3 members");
      terminal.type(HOME + "  ");
      terminal.awaitLine("2 marked");
      terminal.type(CTRL_X);
      terminal.awaitLine("Remove 2 members of 'acme'");
      terminal.type(backup + ENTER);
      terminal.awaitLine("This removes 2 members of 'acme'. Type acme to confirm.");
      terminal.type("globex" + ENTER);
      terminal.awaitLine("the name doesn't match");
      assertThat(orgs.contents()).hasSize(4);
      terminal.type(CTRL_U + "acme" + ENTER);
      terminal.awaitLine("removed 2 members");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|eve", "globex|zoë");
    orgs.ok("restore", backup.toString());
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob", "acme|eve", "globex|zoë");
  }

  @Test
  void organizationsAreCreatedRenamedAndDeleted() throws IOException {
    orgs.ok("create", "acme", "--member", "ann");

    try (Terminal terminal = browse("")) {
      terminal.awaitLine("1 organization");
      terminal.type(CTRL_N + "globex" + ENTER);
      terminal.awaitLine("added 2 'globex'");
      terminal.type(CTRL_R + " inc" + ENTER);
      terminal.awaitLine("renamed 2 to 'globex inc'");
      terminal.type(HOME + CTRL_X);
      terminal.awaitLine("Delete 'acme' with all its members");
      terminal.type(ENTER);
      terminal.awaitLine("This deletes 'acme' with 1 member. Type acme to confirm.");
      terminal.type("acme" + ENTER);
      assertThat(terminal.awaitLine("deleted 'acme'")).doesNotContain("  1  acme");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("globex inc|null");
  }

  @Test
  void fileThatIsThereIsNoBackup() throws IOException {
    orgs.ok("create", "acme", "--member", "ann");
    Path backup = Files.writeString(home.resolve("gone.jsonl"), "precious\n");

    try (Terminal terminal = browse("acme")) {
      terminal.awaitLine("1 member");
      terminal.type(CTRL_X);
      terminal.awaitLine("Remove 1 member");
      terminal.type(backup + ENTER);
      terminal.awaitLine("already exists");
      terminal.type(ESCAPE);
      awaitCurrent(terminal, "1  ann");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann");
    assertThat(backup).hasContent("precious\n");
  }

  @Test
  void eachKeyStopsTheQueryThatRuns() throws IOException {
    ManyMembers.create(orgs, "big", 2);
    ManyMembers.slowDown(orgs);

    try (Terminal terminal = browse("big")) {
      awaitQueries(1);
      terminal.type("a");
      terminal.awaitLine("/ a");
      Eventually.value(
          "a search",
          () -> ManyMembers.queries(orgs),
          queries -> queries.stream().anyMatch(query -> query.contains("LIKE")));
      terminal.type("b");
      terminal.awaitLine("/ ab");
      Eventually.that(
          "two searches are stopped and one runs",
          () -> stopped() >= 2 && ManyMembers.queries(orgs).size() == 1);
      assertThat(terminal.awaitLine("searching…")).contains(" / ab");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
    awaitQueries(0);
    orgs.awaitNoSession();
  }

  @Test
  void lostConnectionIsOpenedAgain() throws IOException {
    ManyMembers.create(orgs, "big", 500);

    try (Terminal terminal = browse("big")) {
      terminal.awaitLine("500 members");
      orgs.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
              + orgs.schema()
              + "'");
      // Each key takes the message away: there must be no other one behind this.
      terminal.type("9");
      terminal.awaitLine(" connected again");
      awaitCurrent(terminal, "9  n9");
      terminal.type("9");
      awaitCurrent(terminal, "99  n99");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
  }

  @Test
  void serverThatIsAwayIsWaitedFor() throws IOException {
    ManyMembers.create(orgs, "big", 5);
    ReservedPort reserved = new ReservedPort();
    int port = reserved.number();
    Closeable way = orgs.serverAt(port);
    environment.put("ORGS_DATABASE_URL", at(port));
    environment.put("PGSSLMODE", "disable");
    try (reserved;
        Terminal terminal = browse("big")) {
      terminal.awaitLine("5 members");
      way.close();
      orgs.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
              + orgs.schema()
              + "'");
      terminal.type("4");
      terminal.awaitLine("connecting again:");
      way = orgs.serverAt(port);
      terminal.awaitLines(
          lines -> lines.contains("> 4  n4") && lines.contains(" connected again"),
          "connection and row");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    } finally {
      way.close();
    }
  }

  @Test
  void silentServerKeepsNobodyFromLeavingOrTyping() throws IOException {
    ManyMembers.create(orgs, "big", 5);
    try (WireProxy proxy =
        new WireProxy(
            orgs::serverAddress,
            message -> message.isStatement("LIKE"),
            WireProxy.Fault.STALLED,
            () -> {})) {
      environment.put("ORGS_DATABASE_URL", at(proxy.port()));
      environment.put("PGSSLMODE", "disable");
      try (Terminal terminal = browse("big")) {
        terminal.awaitLine("5 members");
        terminal.type("n");
        terminal.awaitLine("/ n");
        Eventually.that("the server is silent", proxy::hasStruck);
        terminal.type("5");
        terminal.awaitLine("/ n5");
        // Nobody answers over the first connection; after a few seconds there is another one.
        assertThat(terminal.awaitLine("1 matches")).contains("> 5  n5");
        terminal.type(ESCAPE);
        assertThat(terminal.exit()).isZero();
      }
    }
    orgs.awaitNoSession();
  }

  @ParameterizedTest
  @CsvSource({"40, 10", "80, 24", "200, 50"})
  void screenFits(int columns, int rows) throws IOException {
    orgs.ok("create", "acme", "--member", "王小明王小明王小明王小明王小明王小明王小明王小明");
    orgs.ok("members", "add", "acme", "\u202egnihtyna", "a\u001b[31mb", "שלום", "👨‍👩‍👧 family");
    ManyMembers.create(orgs, "big", 300);

    try (Terminal terminal = new Terminal(columns, rows, environment, "orgs browse acme")) {
      List<String> lines = terminal.awaitLine("5 members");
      assertThat(lines)
          .contains("  2  \\u202egnihtyna", "  3  a\\x1b[31mb", "  4  שלום")
          .hasSize(rows);
      assertThat(lines.get(2)).startsWith("> 1  王小明");
      assertThat(lines.get(2).endsWith("…")).isEqualTo(columns == 40);
      terminal.type("?");
      assertThat(terminal.awaitLine("Esc back")).contains(" Keys");
      terminal.type(PAGE_DOWN.repeat(9));
      terminal.awaitLine("print nothing");
      terminal.type(ESCAPE);
      awaitCurrent(terminal, "1  王小明.*");
      terminal.type(ENTER);
      terminal.awaitLine("member_name");
      terminal.type(ESCAPE);
      awaitCurrent(terminal, "1  王小明.*");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
  }

  @Test
  void resizedScreenIsDrawnAnew() throws IOException {
    ManyMembers.create(orgs, "big", 300);
    Path tty = home.resolve("tty");

    try (Terminal terminal = new Terminal(80, environment, "tty >" + tty + "; orgs browse big")) {
      assertThat(terminal.awaitLine("300 members"))
          .contains("  20  n20")
          .doesNotContain("  21  n21");
      Programs.run(environment, "stty -F \"$(cat " + tty + ")\" cols 60 rows 40");
      terminal.resized(60, 40);
      assertThat(
              terminal.awaitLines(
                  lines -> lines.contains("  36  n36") && lines.get(0).length() == 59,
                  "screen of 60 by 40"))
          .doesNotContain("  37  n37");
      Programs.run(environment, "stty -F \"$(cat " + tty + ")\" cols 15 rows 4");
      terminal.resized(15, 4);
      terminal.awaitLine("too small");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
  }

  @Test
  void noColourWhereNoneIsWanted() throws IOException {
    ManyMembers.create(orgs, "big", 3);
    String style = "\u001b[7m";

    try (Terminal terminal = browse("big")) {
      terminal.awaitLine("3 members");
      assertThat(terminal.screen()).contains(style);
      terminal.type(ESCAPE);
      terminal.exit();
    }
    environment.put("NO_COLOR", "1");
    try (Terminal terminal = browse("big")) {
      terminal.awaitLine("3 members");
      terminal.type(ESCAPE);
      terminal.exit();
      assertThat(terminal.screen().replace("\u001b[0m", ""))
          .doesNotContainPattern("\u001b\\[[0-9;]*m");
    }
  }

  @ParameterizedTest
  @CsvSource({"escape, 0", "ctrl-c, 130", "TERM, 143", "HUP, 129", "KILL, 137"})
  void terminalIsLeftAsItWas(String end, int code) throws IOException {
    ManyMembers.create(orgs, "big", 2);
    ManyMembers.slowDown(orgs);
    Path before = home.resolve("before");
    Path after = home.resolve("after");
    Path pid = home.resolve("pid");

    try (Terminal terminal =
        new Terminal(
            80,
            environment,
            "stty -g >"
                + before
                + "; sh -c 'echo $$ >"
                + pid
                + "; exec orgs browse big'; code=$?; "
                + awaitGuard(code, before, after)
                + "; exit $code")) {
      terminal.awaitLine("searching…");
      awaitQueries(1);
      if (code == 0) {
        terminal.type(ESCAPE);
      } else if (code == 130) {
        terminal.type(CTRL_C);
      } else {
        Programs.run(environment, "kill -" + end + " $(cat " + pid + ")");
      }
      assertThat(terminal.exit()).isEqualTo(code);
      assertThat(terminal.screen()).contains("\u001b[?1049l\u001b[?25h");
    }
    assertThat(after).hasSameTextualContentAs(before);
    if (code != 137) {
      awaitQueries(0);
      orgs.awaitNoSession();
    }
  }

  /** Keeps the modes of now in a file, after a kill those that the guard has restored. */
  private static String awaitGuard(int code, Path before, Path after) {
    String now = "stty -g >" + after;
    String restored = "cmp -s " + before + " " + after;
    return code == 137 ? now + "; until " + restored + "; do sleep 0.1; " + now + "; done" : now;
  }

  @Test
  void terminalIsNeeded() throws IOException {
    orgs.ok("create", "acme");

    Result result = Programs.run(environment, "setsid --wait orgs browse acme");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "orgs: browse needs a terminal, and this process has none\n"
                + "hint: orgs members list and orgs find do without\n");
    assertThat(atTerminal("TERM=dumb orgs browse acme", 2)).contains("TERM is 'dumb'");
    assertThat(atTerminal("orgs browse acne", 3))
        .contains("no organization 'acne'", "did you mean 'acme'?");
    assertThat(atTerminal("orgs browse --no-input", 2)).contains("browse needs somebody");
    assertThat(atTerminal("echo browse | orgs run -", 2)).contains("can't be used in a script");
    assertThat(atTerminal("orgs browse --echo", 2)).contains("2>FILE");
  }

  private String atTerminal(String command, int exit) throws IOException {
    try (Terminal terminal = new Terminal(80, environment, command)) {
      assertThat(terminal.exit()).isEqualTo(exit);
      return terminal.screen();
    }
  }

  /** Waits until the cursor is on this row. */
  private static void awaitCurrent(Terminal terminal, String row) {
    terminal.awaitLine(line -> line.matches(">[* ] *" + row), "cursor on " + row);
  }

  private Terminal browse(String arguments) throws IOException {
    return new Terminal(80, environment, "orgs browse " + arguments);
  }

  private String at(int port) {
    return orgs.url().replace(":" + orgs.serverAddress().getPort() + "/", ":" + port + "/");
  }

  private void awaitQueries(int count) {
    ManyMembers.awaitQueries(orgs, count);
  }

  /** Queries that the server has stopped because it was asked to. */
  private long stopped() {
    return orgs.serverLog()
        .lines()
        .filter(line -> line.startsWith("<<" + orgs.schema() + ">>"))
        .filter(line -> line.contains("canceling statement due to user request"))
        .count();
  }
}
