package orgs.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import orgs.testing.Eventually;
import orgs.testing.Programs;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The distribution at a real terminal, and the same commands through pipes. */
@Order(1)
class TerminalIT {

  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";

  /** On a slow machine there would be some. */
  private static final String NO_PROGRESS = " --progress never";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path home;

  private Map<String, String> environment;

  @BeforeEach
  void assumeThereIsTerminal() throws IOException {
    Terminal.assumeThereIsOne();
    environment = Terminal.environment(orgs, home);
  }

  @Test
  void tableForPersonRowsForPipe() throws IOException {
    orgs.ok("create", "a name that is too long for so small a screen", "\u001b[31mred", "日本");

    try (Terminal terminal = new Terminal(30, environment, "orgs list" + NO_PROGRESS)) {
      assertThat(terminal.exit()).isZero();
      assertThat(terminal.screen())
          .isEqualTo(
              """
              %sorg_id  org_name
              \u001b[0;2m------  ----------------------
              \u001b[0m     1  a name that is too lo…
                   2  \\x1b[31mred
                   3  日本
              """
                  .formatted(BOLD));
    }
    assertThat(pipe("orgs list | cat"))
        .isEqualTo(
            Result.ok(
                "1\ta name that is too long for so small a screen\n"
                    + "2\t\u001b[31mred\n3\t日本\n"));
  }

  @Test
  void coloursOnlyWhereTheyAreWanted() throws IOException {
    orgs.ok("create", "acme");
    assertThat(shown("orgs list")).contains(BOLD);
    assertThat(shown("orgs show acne" + NO_PROGRESS))
        .startsWith(RED + "orgs:\u001b[0m no organization 'acne'");
    assertThat(shown("orgs list --echo --color never" + NO_PROGRESS)).doesNotContain("\u001b");
    assertThat(shown("NO_COLOR=1 orgs list --echo" + NO_PROGRESS)).doesNotContain("\u001b");
    assertThat(shown("TERM=dumb orgs show acne")).doesNotContain("\u001b");
    assertThat(pipe("orgs list --format table --echo 2>&1").out()).doesNotContain("\u001b");
    assertThat(pipe("orgs list --format table --color always").out()).contains(BOLD);
  }

  @Test
  void eachStreamIsJudgedOnItsOwn() throws IOException {
    orgs.ok("create", "acme");
    Path file = home.resolve("file");

    assertThat(shown("orgs list 2>" + file + " --echo")).contains("org_name");
    assertThat(Files.readString(file)).contains("SELECT").doesNotContain("\u001b");
    assertThat(shown("orgs list >" + file + " --echo")).contains("\u001b", "SELECT");
    assertThat(Files.readString(file)).isEqualTo("1\tacme\n");
    assertThat(shown("orgs delete acme </dev/null")).contains("confirm it with --yes");
  }

  @Test
  void tableStopsAtScreenfulPipeDoesNot() throws IOException {
    ManyMembers.create(orgs, "big", 150);

    assertThat(shown("orgs members list big"))
        .contains("  100  n100\n")
        .doesNotContain("n101")
        .endsWith("first 100 rows; the next with --after 100, all with --limit 0\n");
    assertThat(pipe("orgs members list big | wc -l").out().strip()).isEqualTo("150");
    assertThat(pipe("orgs members list big").err()).isEmpty();
  }

  @Test
  void asksForTheName() throws IOException {
    orgs.ok("create", "acme", "--member", "ann");
    orgs.ok("create", "globex");

    try (Terminal terminal = new Terminal(80, environment, "orgs delete acme")) {
      terminal.await("Type acme to confirm: ");
      terminal.type("globex\n");
      assertThat(terminal.exit()).isEqualTo(6);
      assertThat(terminal.screen()).contains("with 1 member", "the name doesn't match");
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "globex|null");

    try (Terminal terminal = new Terminal(80, environment, "orgs delete acme")) {
      terminal.await("Type acme to confirm: ");
      terminal.type("acme\n");
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("globex|null");

    assertThat(shown("orgs delete globex --no-input")).contains("confirm it with --yes");
    Result piped = pipe("echo globex | orgs delete globex");
    assertThat(piped.exit()).isEqualTo(6);
    assertThat(orgs.contents()).containsExactly("globex|null");
  }

  @Test
  void psqlHasTheTerminalAndItsCtrlC() throws IOException {
    assumeTrue(Programs.runs("psql", "--version"), "no psql here");
    orgs.ok("create", "acme");

    try (Terminal terminal =
        new Terminal(80, environment, "exec orgs db psql --quiet -- --no-psqlrc -P pager=off")) {
      terminal.await("=# ");
      terminal.type("SELECT org_name FROM organizations, pg_sleep(0.1);\n");
      terminal.await(" acme\n");
      terminal.type("SELECT pg_sleep(60), 'begun';\n");
      awaitSleepingSession();
      terminal.type("\u0003");
      terminal.await("canceling statement due to user request");
      terminal.type("SELECT 6 * 7 AS answer; \\q\n");
      assertThat(terminal.exit()).isZero();
      assertThat(terminal.screen()).contains("     42").doesNotContain("orgs: interrupted");
    }
  }

  private void awaitSleepingSession() {
    Eventually.value(
        "a session that sleeps",
        orgs::sessions,
        sessions ->
            sessions.stream().anyMatch(session -> session.startsWith("active|SELECT pg_sl")));
  }

  @Test
  void progressIsShownAndErased() throws IOException {
    String import_ = "(seq 200000; sleep 1; seq 9) | orgs members import acme - --create-org";

    assertThat(shown(import_)).contains("200,0", "\r\u001b[K").endsWith("200,009 members\n");
    assertThat(pipe("seq 1000 | orgs members import acme - -q")).isEqualTo(Result.ok(""));
  }

  @Test
  void interruptEndsTheServersQuery() throws IOException {
    ManyMembers.create(orgs, "big", 2);
    ManyMembers.slowDown(orgs);

    try (Terminal terminal = new Terminal(80, environment, "orgs members list big")) {
      awaitQueries(1);
      terminal.await("searching");
      terminal.type("\u0003");
      assertThat(terminal.exit()).isEqualTo(130);
      assertThat(terminal.lines()).allSatisfy(line -> assertThat(line).isIn("", "^C"));
    }
    awaitQueries(0);
  }

  @Test
  void terminationIsTold() throws IOException {
    ManyMembers.create(orgs, "big", 2);
    ManyMembers.slowDown(orgs);

    Path pid = home.resolve("pid");
    String command = "orgs members list big & echo $! >" + pid + "; wait $!; echo $?";
    try (Terminal terminal = new Terminal(80, environment, command)) {
      awaitQueries(1);
      String number =
          Eventually.value("pid", () -> Files.readString(pid), read -> read.endsWith("\n"));
      ProcessHandle.of(Long.parseLong(number.strip())).get().destroy();
      assertThat(terminal.exit()).isZero();
      assertThat(terminal.screen()).endsWith("143\n");
    }
    awaitQueries(0);
  }

  @Test
  @ResourceLock(TestOrgs.DEMO_SCHEMAS)
  void interruptedDemoDropsItsSchema() throws IOException {
    holdDemo();
    try (Terminal terminal = new Terminal(80, environment, "orgs demo")) {
      Eventually.that("it inserts", () -> !orgs.query(sleeping()).isEmpty());
      terminal.type("\u0003");
      assertThat(terminal.exit()).isEqualTo(130);
    } finally {
      orgs.execute("DROP EVENT TRIGGER hold_" + orgs.schema());
    }
    assertThat(demoSchemas()).isEmpty();
  }

  /** Lets this test's demo take a minute for its first organization. */
  private void holdDemo() {
    orgs.execute(
        """
        CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
        CREATE FUNCTION hold() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE created record;
        BEGIN
          IF current_setting('application_name') = '%1$s' THEN
            FOR created IN SELECT object_identity FROM pg_event_trigger_ddl_commands()
              WHERE object_identity ~ '^orgs_demo_[^.]*[.]organizations$' AND object_type = 'table'
            LOOP
              EXECUTE 'CREATE TRIGGER dawdle BEFORE INSERT ON ' || created.object_identity
                || ' EXECUTE FUNCTION %1$s.dawdle()';
            END LOOP;
          END IF;
        END $$;
        CREATE EVENT TRIGGER hold_%1$s ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
         EXECUTE FUNCTION hold()
        """
            .formatted(orgs.schema()));
  }

  private String sleeping() {
    return "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND application_name = '"
        + orgs.schema()
        + "'";
  }

  @Test
  void readerThatLeavesEndsTheQuery() throws IOException {
    ManyMembers.create(orgs, "big", 100_000);

    Result result = pipe("{ orgs members list big; echo $? >&2; } | head -n 1", "1\tn1\n", "0\n");

    assertThat(result.exit()).isZero();
    awaitQueries(0);
  }

  private String shown(String command) throws IOException {
    try (Terminal terminal = new Terminal(80, environment, command)) {
      terminal.exit();
      return terminal.screen();
    }
  }

  private Result pipe(String command) throws IOException {
    return Programs.run(environment, command);
  }

  private Result pipe(String command, String out, String err) throws IOException {
    Result result = pipe(command);
    assertThat(result.out()).isEqualTo(out);
    assertThat(result.err()).isEqualTo(err);
    return result;
  }

  private void awaitQueries(int count) {
    ManyMembers.awaitQueries(orgs, count);
  }

  private List<String> demoSchemas() {
    return orgs.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'orgs\\_demo%'");
  }
}
