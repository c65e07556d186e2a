package orgs.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Eventually;
import orgs.testing.Programs;
import orgs.testing.TestOrgs;

/** The shell at a real terminal: keys in, screen out. */
@Order(1)
class ShellIT {

  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String CTRL_U = "\u0015";
  private static final String CTRL_W = "\u0017";
  private static final String BACKSPACE = "\u007f";
  private static final String UP = "\u001bOA";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path home;

  private Map<String, String> environment;

  @BeforeEach
  void assumeThereIsTerminal() throws IOException {
    Terminal.assumeThereIsOne();
    environment = Terminal.environment(orgs, home);
    environment.put("ORGS_HOME", home.resolve("orgs").toString());
    environment.put("NO_COLOR", "1");
  }

  @ParameterizedTest
  @CsvSource({"20, 5", "40, 10", "80, 24", "200, 60"})
  void runsCommandsOverOneConnectionOnAnyScreen(int columns, int rows) throws IOException {
    try (Terminal terminal = shell(columns, "stty rows " + rows + "; exec orgs shell")) {
      terminal.type("create acme --member ann\n");
      terminal.await("acme\n");
      String session = onlySession();
      terminal.type("members add acme 'bob;' -;\n");
      terminal.await("  3  -\n");
      terminal.type("show nobody\n");
      terminal.await("no organization 'nobody'\n");
      assertThat(onlySession()).isEqualTo(session);
      terminal.type(CTRL_D);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob;", "acme|-");
    orgs.awaitNoSession();
  }

  @Test
  void quoteGoesOnInTheNextLine() throws IOException {
    try (Terminal terminal = shell()) {
      terminal.type("create 'a\n");
      terminal.await("orgs'> ");
      terminal.type("b' \\\n");
      terminal.await("orgs-> ");
      terminal.type("c\n");
      terminal.await("     2  c\n");
      end(terminal);
    }
    assertThat(orgs.contents()).containsExactly("a\nb|null", "c|null");
  }

  @Test
  void pastedLinesAreCommands() throws IOException {
    try (Terminal terminal = shell()) {
      terminal.type("\u001b[200~create a\ncreate 'b\nc'\r\ncreate d\u001b[201~\n");
      terminal.await("     3  d\n");
      end(terminal);
    }
    assertThat(orgs.contents()).hasSize(3).contains("a|null", "d|null");
  }

  @Test
  void historyIsKeptForTheOwnerAlone() throws IOException {
    environment.remove("ORGS_HOME");
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    try (Terminal terminal = shell()) {
      terminal.type("create acme\n");
      terminal.await("     1  acme\n");
      terminal.type("list -d postgresql://me:secret@host/db\n");
      terminal.await("share one connection");
      terminal.type(" show acme --count none\n");
      terminal.await("org_name\n------  --------\n     1  acme\n");
      end(terminal);
    }
    Path file = home.resolve("state/orgs/history");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(Files.readString(file)).contains("create acme").doesNotContain("secret", "show");

    try (Terminal terminal = shell()) {
      terminal.type(UP + UP + "\n");
      terminal.await("organization 'acme' already exists");
      end(terminal);
    }
  }

  @Test
  void shellWorksWithoutPlaceForItsHistory() throws IOException {
    environment.put("ORGS_HOME", Files.createFile(home.resolve("file")).toString());
    try (Terminal terminal = shell()) {
      terminal.type("create acme\n");
      terminal.await("     1  acme\n");
      end(terminal);
    }
  }

  @Test
  void completesCommandsOptionsValuesAndNames() throws IOException {
    orgs.ok("create", "two words", "it's \"quoted\" $HOME & co");
    try (Terminal terminal = shell()) {
      terminal.type("lis\t--coun\t--form\tcsv\n");
      terminal.await("org_id,org_name,members\n1,two words,0\n");
      terminal.type("show two\t--format jsonl --count none\n");
      terminal.await("{\"org_id\":1,\"org_name\":\"two words\"}\n");
      terminal.type("show \"it\t--format tsv --count none\n");
      terminal.await("2\tit's \"quoted\" $HOME & co\n");
      terminal.type("begin\n");
      terminal.await("orgs*> ");
      terminal.type("create 'not yet'\n");
      terminal.await("  not yet\n");
      terminal.type("show no\t --format csv --count none\n");
      terminal.await("3,not yet\n");
      terminal.type("rollb\t\n");
      terminal.await("rolled back\n");
      end(terminal);
    }
  }

  @Test
  void promptShowsTheTransaction() throws IOException {
    try (Terminal terminal = shell()) {
      terminal.type("begin\n");
      terminal.await("orgs*> ");
      terminal.type("create acme\n");
      terminal.await("     1  acme\n");
      terminal.type("create acme\n");
      terminal.await("orgs!> ");
      terminal.type("list\n");
      terminal.await("rollback ends it\n");
      terminal.type("commit\n");
      terminal.await("everything in it was undone\n");
      terminal.type("begin\n");
      terminal.type("create globex\n");
      terminal.await("  globex\n");
      terminal.type(CTRL_D);
      assertThat(terminal.exit()).isZero();
      assertThat(terminal.screen()).endsWith("the open transaction was undone\n");
    }
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void asksAndCtrlCIsNoAnswer() throws IOException {
    orgs.ok("create", "acme", "globex");
    try (Terminal terminal = shell()) {
      terminal.type("delete acme\n");
      terminal.await("Type acme to confirm: ");
      terminal.type("ac" + CTRL_C);
      terminal.await("interrupted\n");
      terminal.type("show acme --count none\n");
      terminal.await("     1  acme\n");
      terminal.type("delete globex\n");
      terminal.await("Type globex to confirm: ");
      terminal.type("globex\n");
      terminal.await("     2  globex                  0\n");
      terminal.type("delete acme\n");
      terminal.await(shown -> shown.split("Type acme", -1).length == 3, "second question");
      terminal.type(CTRL_D);
      terminal.await("no answer\n");
      end(terminal);
    }
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  @Test
  void keysPressedBeforeTheQuestionAnswerIt() throws IOException {
    orgs.ok("create", "acme", "globex");
    try (Terminal terminal = shell()) {
      String corrected = "a b" + CTRL_W + CTRL_U + "globé" + BACKSPACE + "ex";
      terminal.type("delete acme\r" + CTRL_D + "delete globex\r" + corrected + "\r");
      terminal.await("no answer\n");
      terminal.await("     2  globex                  0\n");
      end(terminal);
    }
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  @Test
  void ctrlDPressedBeforeTheShellIsThereEndsIt() throws IOException {
    Path go = home.resolve("go");
    String command = "until [ -e " + go + " ]; do sleep 0.1; done; exec orgs shell";
    try (Terminal terminal = shell(80, command)) {
      terminal.type("create acme\r" + CTRL_D + "left\r");
      terminal.await("left\n");
      Files.createFile(go);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  @Test
  void ctrlDPressedWhileACommandReadsEndsTheShell() throws IOException {
    orgs.ok("create", "acme");
    Path name = home.resolve("tty");
    try (Terminal terminal = shell(80, "tty >" + name + "; exec orgs shell")) {
      terminal.await("orgs> ");
      terminal.type("delete acme\n");
      awaitLineMode(name);
      terminal.type("acme\n" + CTRL_D);
      assertThat(terminal.exit()).isZero();
    }
    assertThat(orgs.contents()).isEmpty();
  }

  private void awaitLineMode(Path name) throws IOException {
    String modes = "stty -a -F " + Files.readString(name).strip();
    Eventually.that(
        "the terminal reads lines",
        () -> Programs.run(environment, modes).out().contains(" icanon "));
  }

  /** The history is a pipe, so that the shell waits after the line was typed and before it runs. */
  @Test
  void ctrlCAfterEnterIsForThatCommand() throws IOException {
    orgs.ok("create", "big", "--member", "ann");
    ManyMembers.slowDown(orgs);
    environment.remove("ORGS_HOME");
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    Path history = Files.createDirectories(home.resolve("state/orgs")).resolve("history");
    assertThat(Programs.runs("mkfifo", history.toString())).isTrue();
    Path pid = home.resolve("pid");
    try (Terminal terminal = shell(80, "echo $$ >" + pid + "; exec orgs shell")) {
      Files.newOutputStream(history).close();
      terminal.await("orgs> ");
      terminal.type("members list big\n");
      awaitThread(pid, dump -> dump.contains("UnixNativeDispatcher.open"));
      terminal.type(CTRL_C);
      awaitThread(pid, dump -> !dump.contains("SIGINT handler"));
      try (InputStream reader = Files.newInputStream(history)) {
        assertThat(reader).isNotNull();
        terminal.await(shown -> shown.split("orgs> ", -1).length >= 3, "new prompt");
        terminal.type(CTRL_D);
        assertThat(terminal.exit()).isZero();
      }
      assertThat(terminal.screen()).doesNotContain("ann");
    }
  }

  /** Waits until the threads of a process are so. */
  private void awaitThread(Path pid, Predicate<String> expected) {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jstack");
    Eventually.value(
        "threads",
        () -> Programs.run(environment, program + " $(cat " + pid + ")").out(),
        dump -> dump.contains("terminal input") && expected.test(dump));
  }

  @Test
  void commandReadsWhatIsTyped() throws IOException {
    Path name = home.resolve("tty");
    try (Terminal terminal = shell(80, "tty >" + name + "; exec orgs shell")) {
      terminal.await("orgs> ");
      terminal.type("members import acme - --create-org\n");
      awaitLineMode(name);
      terminal.type("ann\nbob\n");
      terminal.await("ann\nbob\n");
      terminal.type(CTRL_D);
      terminal.await("imported 2 members\n");
      end(terminal);
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob");
  }

  @Test
  void ctrlCClearsTheLine() throws IOException {
    try (Terminal terminal = shell()) {
      terminal.type("create nothi" + CTRL_C);
      terminal.await(shown -> shown.split("orgs> ", -1).length >= 3, "new prompt");
      terminal.type("create acme\n");
      terminal.await("     1  acme\n");
      terminal.type("create 'x\n");
      terminal.await("orgs'> ");
      terminal.type("y" + CTRL_C);
      terminal.await(shown -> shown.split("orgs> ", -1).length >= 5, "new prompt");
      terminal.type("create globex\n");
      terminal.await("     2  globex\n");
      end(terminal);
    }
  }

  @Test
  void ctrlCEndsTheServersQueryAndTheShellGoesOn() throws IOException {
    orgs.ok("create", "big", "--member", "ann");
    ManyMembers.slowDown(orgs);
    try (Terminal terminal = shell()) {
      terminal.type("members list big\n");
      awaitQueries(1);
      terminal.type(CTRL_C);
      terminal.await("interrupted\n");
      awaitQueries(0);
      String session = onlySession();
      terminal.type("begin\n");
      terminal.await("orgs*> ");
      terminal.type("create acme\n");
      terminal.await("  acme\n");
      terminal.type("members list big\n");
      awaitQueries(1);
      terminal.type(CTRL_C);
      terminal.await("interrupted; the transaction has failed\n");
      terminal.type("rollback\n");
      terminal.await("rolled back\n");
      terminal.type("begin\n");
      terminal.await(shown -> shown.split("orgs\\*> ", -1).length >= 3, "another transaction");
      terminal.type("create globex\n");
      terminal.await("  globex\n");
      terminal.type("commit\n");
      terminal.await("committed\n");
      assertThat(onlySession()).isEqualTo(session);
      end(terminal);
    }
    assertThat(orgs.query("SELECT org_name FROM organizations ORDER BY org_id"))
        .containsExactly("big", "globex");
  }

  @Test
  void lostConnectionIsOpenedAnew() throws Exception {
    try (Terminal terminal = shell()) {
      terminal.type("create acme\n");
      terminal.await(shown -> shown.split("orgs> ", -1).length >= 3, "prompt after acme");
      cutIdleConnection();
      terminal.type("create globex\n");
      terminal.await("the connection was lost; connected again\n");
      terminal.await("     2  globex\n");

      terminal.type("begin\n");
      terminal.await("orgs*> ");
      terminal.type("create lost\n");
      terminal.await(shown -> shown.split("orgs\\*> ", -1).length >= 3, "prompt after lost");
      cutIdleConnection();
      terminal.type("create never\n");
      terminal.await("lost the connection to the database\n");
      terminal.await("nothing of it was done\n");
      terminal.type("create initech\n");
      terminal.await("  initech\n");
      end(terminal);
    }
    assertThat(orgs.contents()).containsExactly("acme|null", "globex|null", "initech|null");
  }

  @Test
  void connectionThatIsCutDuringCommandIsTold() throws IOException {
    orgs.ok("create", "big", "--member", "ann");
    ManyMembers.slowDown(orgs);
    try (Terminal terminal = shell()) {
      terminal.type("members list big\n");
      awaitQueries(1);
      cut();
      terminal.await("lost the connection to the database: ");
      terminal.type("create acme\n");
      terminal.await("the connection was lost; connected again\n");
      terminal.await("  acme\n");
      end(terminal);
    }
  }

  @Test
  void wrongAddressIsToldBeforeThePrompt() throws IOException {
    try (Terminal terminal = shell(80, "orgs shell -h localhost -p 1")) {
      assertThat(terminal.exit()).isEqualTo(7);
      assertThat(terminal.screen()).doesNotContain("orgs> ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  void modesAreRestoredWhenItIsEnded(String signal) throws IOException {
    Path pid = home.resolve("pid");
    String command =
        "stty -a; sh -c 'echo $$ >" + pid + "; exec orgs shell'; echo; echo again; stty -a";
    try (Terminal terminal = shell(80, command)) {
      terminal.await("orgs> ");
      terminal.type("begin\n");
      terminal.await("orgs*> ");
      terminal.type("create acme\n");
      terminal.await("  acme\n");
      terminal.type("half a li");
      terminal.await("half a li");
      Programs.runs("kill", "-" + signal, Files.readString(pid).strip());
      assertThat(terminal.exit()).isZero();
      String screen = terminal.screen();
      String modes = screen.substring(0, screen.indexOf("--help lists"));
      assertThat(screen).endsWith("again\n" + modes).doesNotContain("Exception");
    }
    assertThat(orgs.contents()).isEmpty();
    orgs.awaitNoSession();
  }

  @Test
  void modesAreRestoredAtTheEnd() throws IOException {
    try (Terminal terminal = shell(80, "stty -a; orgs shell -q; echo again; stty -a")) {
      terminal.await("orgs> ");
      terminal.type("exit\n");
      assertThat(terminal.exit()).isZero();
      String screen = terminal.screen();
      String modes = screen.substring(0, screen.indexOf("-echoprt"));
      assertThat(screen.substring(screen.indexOf("again\n") + 6)).startsWith(modes);
    }
  }

  @Test
  void goesOnAfterItWasStopped() throws IOException {
    String command = "exec bash --norc --noprofile -i";
    try (Terminal terminal = shell(80, command)) {
      terminal.await("bash-");
      terminal.type("PS1='$ '; orgs shell -q\n");
      terminal.await("orgs> ");
      terminal.type("create a");
      terminal.await("create a");
      terminal.type("\u001a");
      terminal.await("Stopped");
      terminal.type("echo and o''n; fg\n");
      terminal.await("and on\n");
      terminal.await(shown -> shown.split("orgs> ", -1).length >= 3, "prompt again");
      terminal.type("cme\n");
      terminal.await("     1  acme\n");
      assertThat(terminal.screen()).doesNotContain("\ncme", "cme\ncme");
      terminal.type("exit\nexit\n");
      assertThat(terminal.exit()).isZero();
    }
  }

  /** A process for each line would make a hundred of them slow. */
  @Test
  void manyCommandsStartNoProcesses() throws IOException {
    orgs.ok("create", "acme");
    Path calls = Files.createFile(home.resolve("calls"));
    Path programs = Files.createDirectory(home.resolve("bin"));
    Path stty = programs.resolve("stty");
    Files.writeString(stty, "#!/bin/sh\necho >>" + calls + "\nPATH=${PATH#*:} exec stty \"$@\"\n");
    Files.setPosixFilePermissions(stty, PosixFilePermissions.fromString("rwx------"));
    environment.put("PATH", programs + ":" + environment.get("PATH"));
    try (Terminal terminal = shell()) {
      terminal.type("members count acme\n");
      terminal.await(shown -> shown.split("orgs> ", -1).length >= 3, "second prompt");
      List<String> before = Files.readAllLines(calls);
      assertThat(before).isNotEmpty();
      for (int i = 0; i < 100; i++) {
        terminal.type("members count acme\n");
      }
      terminal.type("show nobody\n");
      terminal.await("no organization 'nobody'\n");
      assertThat(Files.readAllLines(calls)).isEqualTo(before);
      end(terminal);
    }
  }

  private Terminal shell() throws IOException {
    Terminal terminal = shell(80, "exec orgs shell");
    terminal.await("orgs> ");
    return terminal;
  }

  private Terminal shell(int columns, String command) throws IOException {
    return new Terminal(columns, environment, command);
  }

  private static void end(Terminal terminal) throws IOException {
    terminal.type("exit\n");
    assertThat(terminal.exit()).isZero();
  }

  /** Cuts the connection. The shell checks one that has been idle for more than a second. */
  private void cutIdleConnection() throws InterruptedException {
    cut();
    orgs.awaitNoSession();
    Thread.sleep(1_001);
  }

  private void cut() {
    orgs.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + ours());
  }

  /** The process number of the shell's session, when those of others have ended. */
  private String onlySession() {
    return Eventually.value(
            "one session",
            () -> orgs.query("SELECT pid FROM pg_stat_activity WHERE " + ours()),
            pids -> pids.size() == 1)
        .get(0);
  }

  private String ours() {
    return "application_name = '" + orgs.schema() + "'";
  }

  private void awaitQueries(int count) {
    Eventually.value(
        count + " queries that sleep",
        () ->
            orgs.query(
                "SELECT query FROM pg_stat_activity WHERE state <> 'idle'"
                    + " AND wait_event = 'PgSleep' AND "
                    + ours()),
        queries -> queries.size() == count);
  }
}
