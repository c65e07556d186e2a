package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.Programs;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Commands of shells, with a daemon: what they say and do is what they say and do without one. */
class DaemonTest {

  private final TestOrgs orgs = TestOrgs.migrated();
  private Map<String, String> environment;
  private DaemonFolder folder;

  @TempDir Path work;

  @BeforeEach
  void start() throws IOException {
    environment = Launcher.environment(orgs);
    environment.put("ORGS_HOME", work.resolve("home").toString());
    folder = DaemonFolder.of(environment);
    assertThat(sh("orgs daemon start")).isEqualTo(new Result(0, "", "the daemon was started\n"));
  }

  @AfterEach
  void stop() throws IOException {
    Programs.run(environment, Launcher.program() + " daemon stop --now");
  }

  /** In the working directory, where {@code orgs} is the launcher. */
  private Result sh(String script) throws IOException {
    return Programs.run(environment, prepared(script));
  }

  private String prepared(String script) {
    return "cd %s && orgs() { %s \"$@\"; }\n%s".formatted(work, Launcher.program(), script);
  }

  /** One command, whose process is the launcher's. */
  private Process begin(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(Programs.withDefaultSignals());
    words.add(Launcher.program().toString());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(work.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectError(Redirect.to(work.resolve("err").toFile())).start();
  }

  private String err() throws IOException {
    return Files.readString(work.resolve("err"));
  }

  private DaemonState daemon() {
    return folder.running().orElseThrow();
  }

  private ProcessHandle process() {
    return ProcessHandle.of(daemon().pid()).orElseThrow();
  }

  /** How many commands the daemon has run while this was done. */
  private long commands(Act act) throws Exception {
    Figures figures = folder.figures();
    long before = commandsThatEnded(figures);
    act.run();
    return commandsThatEnded(figures) - before;
  }

  /** A client knows of its end before the daemon has counted it. */
  private static long commandsThatEnded(Figures figures) {
    Eventually.that("nothing runs", () -> figures.running() == 0);
    return figures.commands();
  }

  private interface Act {
    void run() throws Exception;
  }

  /** While this lock is held, no organization is created or deleted. */
  private Connection lock() throws Exception {
    Connection connection = orgs.connection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE");
    }
    return connection;
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Test
  void runsCommandsOfOthers() throws Exception {
    long commands =
        commands(
            () -> {
              assertThat(sh("orgs create acme --member ann")).isEqualTo(Result.ok("1\tacme\n"));
              assertThat(sh("orgs members list acme --format jsonl"))
                  .isEqualTo(Result.ok("{\"member_id\":1,\"member_name\":\"ann\"}\n"));
              assertThat(sh("orgs show nobody").exit()).isEqualTo(3);
              assertThat(sh("orgs frob").exit()).isEqualTo(2);
            });

    assertThat(commands).isEqualTo(4);
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  @Test
  void argumentsComeAsTheyAre() throws Exception {
    Result result =
        sh("orgs create '' ; orgs create \"$(printf 'a\\nb')\" ' * ' 'é\\t' --format jsonl");

    assertThat(result.out())
        .isEqualTo(
            """
            {"org_id":1,"org_name":"a\\nb"}
            {"org_id":2,"org_name":" * "}
            {"org_id":3,"org_name":"é\\\\t"}
            """);
    assertThat(sh("orgs create \"$(printf '\\377')\"").exit()).isEqualTo(2);
  }

  @Test
  void showsWhatItIs() throws Exception {
    sh("orgs create acme");

    Result status = sh("orgs daemon status");

    assertThat(status.exit()).isZero();
    assertThat(status.out())
        .matches(
            "(?s)pid\t%d\nstarted\t20.*Z\ncommands\t1\nrunning\t0\nidle_until\t20.*Z\nmemory\t[0-9]+ MB\nversion\t.*\n"
                .formatted(daemon().pid()));
  }

  @Test
  void anotherStartFindsIt() throws Exception {
    long pid = daemon().pid();

    assertThat(sh("orgs daemon start").err()).isEqualTo("the daemon is running already\n");
    assertThat(sh("for i in 1 2 3; do orgs daemon start -q & done; wait").err()).isEmpty();

    assertThat(daemon().pid()).isEqualTo(pid);
  }

  @Test
  void startsAtOnceGiveOne() throws Exception {
    sh("orgs daemon stop");

    Result result = sh("for i in 1 2 3; do orgs daemon start & done; wait");

    assertThat(result.err().lines().filter("the daemon was started"::equals)).hasSize(1);
    Eventually.value(
        "one process",
        () ->
            ProcessHandle.allProcesses()
                .filter(p -> p.info().command().orElse("").endsWith("java"))
                .filter(p -> environmentOf(p).contains(work.toString()))
                .count(),
        count -> count == 1);
  }

  private static String environmentOf(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void stopLeavesNothing() throws Exception {
    ProcessHandle process = process();

    assertThat(sh("orgs daemon stop").err()).isEqualTo("the daemon was stopped\n");

    assertThat(process.isAlive()).isFalse();
    assertThat(sh("orgs daemon stop").err()).isEqualTo("the daemon was not running\n");
    assertThat(sh("orgs daemon status"))
        .isEqualTo(
            new Result(3, "", "orgs: no daemon is running\nhint: orgs daemon start starts one\n"));
    try (var left = Files.list(folder.path())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "log");
    }
  }

  @Test
  void stopWaitsForWhatRuns() throws Exception {
    Process command;
    Process stop;
    try (Connection lock = lock()) {
      command = begin("create", "acme");
      orgs.awaitWaitingForLocks(1);
      stop = begin("daemon", "stop", "-q");
      Eventually.that("it is stopping", () -> folder.running().isEmpty());
      assertThat(stop.isAlive()).isTrue();
      lock.rollback();
    }

    assertThat(Eventually.exit(command)).isZero();
    assertThat(Eventually.exit(stop)).isZero();
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  @Test
  void stopNowInterruptsWhatRuns() throws Exception {
    try (Connection lock = lock()) {
      Process command = begin("create", "acme");
      orgs.awaitWaitingForLocks(1);

      assertThat(sh("orgs daemon stop --now").exit()).isZero();

      assertThat(Eventually.exit(command)).isEqualTo(143);
      assertThat(err()).isEqualTo("orgs: interrupted; nothing was changed\n");
      lock.rollback();
    }
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void dbStopStopsIt() throws Exception {
    ProcessHandle process = process();

    assertThat(sh("orgs db stop").err()).startsWith("the daemon was stopped\n");

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void endsAfterTheIdleLimit() throws Exception {
    sh("orgs daemon stop; orgs daemon start --idle 1ms");

    Eventually.that("it has ended", () -> folder.running().isEmpty());
    assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n"));
  }

  @Test
  void nothingLeaksFromOneCommandToTheNext() throws Exception {
    sh("ORGS_SCHEMA=elsewhere ORGS_ERROR_FORMAT=json orgs list; orgs list --echo --limit 1");

    long commands =
        commands(
            () -> {
              assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n"));
              assertThat(sh("ORGS_SCHEMA=elsewhere orgs list").exit()).isEqualTo(8);
              assertThat(
                      sh("PGPASSWORD=wrong PGUSER=nobody orgs list -d 'host=localhost port=1'")
                          .exit())
                  .isEqualTo(7);
              assertThat(sh("orgs list")).isEqualTo(Result.ok("1\tacme\n"));
            });

    assertThat(commands).isEqualTo(4);
  }

  @Test
  void filesAreThoseOfTheDirectoryOfTheCommand() throws Exception {
    Files.createDirectories(work.resolve("one"));
    Files.writeString(work.resolve("one/names.lines"), "ann\n");

    long commands =
        commands(
            () -> {
              assertThat(
                      sh("cd one && orgs members import acme names.lines --create-org -q").exit())
                  .isZero();
              assertThat(sh("cd one && orgs members list acme -o out.csv && cat out.csv").out())
                  .isEqualTo("member_id,member_name\n1,ann\n");
              assertThat(sh("cd one && orgs backup acme -o saved.jsonl").exit()).isZero();
              assertThat(sh("orgs members import acme names.lines"))
                  .isEqualTo(
                      new Result(
                          2,
                          "",
                          "orgs: no file names.lines\nhint: give a readable file, or - for stdin\n"));
              assertThat(
                      sh("cd one && orgs delete acme --yes -q && orgs restore saved.jsonl --as again")
                          .exit())
                  .isZero();
            });

    assertThat(commands).isEqualTo(6);
    assertThat(orgs.contents()).containsExactly("again|ann");
    assertThat(work.resolve("out.csv")).doesNotExist();
  }

  @Test
  void filesAreWrittenWhereTheShellIs() throws Exception {
    Result result =
        sh(
            """
            orgs create a; orgs create b
            (echo first; orgs show a; orgs show b; echo last) >rows 2>errors
            orgs show a >>rows
            (orgs show a; orgs show nobody) >both 2>&1
            cat rows both errors
            """);

    assertThat(result.out())
        .isEqualTo(
            """
            1\ta
            2\tb
            first
            1\ta\t0\texact
            2\tb\t0\texact
            last
            1\ta\t0\texact
            1\ta\t0\texact
            orgs: no organization 'nobody'
            """);
  }

  @Test
  void fileThatIsStandardOutputIsNotReplaced() throws Exception {
    sh("orgs create acme");

    long commands =
        commands(
            () -> {
              assertThat(sh("orgs list -o rows >rows").err()).contains(" name the same file");
              assertThat(sh("orgs list -o rows 2>>rows >/dev/null").exit()).isEqualTo(2);
              assertThat(sh("orgs list -o rows").exit()).isZero();
            });

    assertThat(commands).isEqualTo(3);
  }

  @Test
  void standardInputIsReadByWhoeverReadsIt() throws Exception {
    Result result =
        sh(
            """
            printf '%s\\n' a b c >names
            while read -r name; do orgs create "$name"; done <names
            printf '%s\\n' a b c | while read -r name; do orgs members add "$name" ann; done
            printf '%s\\n' bob carol | orgs members import a - --input-format lines -q
            orgs members import b - --input-format lines -q <names
            { read -r first; orgs members import c - --input-format lines -q; } <names
            """);

    assertThat(result.err()).isEmpty();
    assertThat(orgs.contents())
        .containsExactly(
            "a|ann", "a|bob", "a|carol", "b|ann", "b|a", "b|b", "b|c", "c|ann", "c|b", "c|c");
  }

  @Test
  void openFilesAreTheClients() throws Exception {
    Result result =
        sh(
            """
            printf 'a\\nb\\n' >names; ln -s /dev/stdin link
            orgs members import one /dev/stdin --create-org --input-format lines -q <names
            orgs members import two link --create-org --input-format lines -q <names
            orgs members import three /dev/fd/5 --create-org --input-format lines -q 5<names
            orgs members list one -o /dev/stdout
            """);

    assertThat(result).isEqualTo(Result.ok("1\ta\n2\tb\n"));
    assertThat(orgs.contents())
        .containsExactly("one|a", "one|b", "two|a", "two|b", "three|a", "three|b");
  }

  @Test
  void readerThatGoesAwayEndsTheCommand() throws Exception {
    Files.writeString(work.resolve("names"), "x\n".repeat(99_999));
    sh("orgs members import acme names --create-org --input-format lines -q");

    long commands =
        commands(
            () -> assertThat(sh("orgs members list acme | head -n 1").out()).isEqualTo("1\tx\n"));

    assertThat(commands).isEqualTo(1);
    orgs.awaitNoSession();
    assertThat(sh("orgs members count acme")).isEqualTo(Result.ok("99999\n"));
  }

  @Test
  void fullDiskIsSaid() throws Exception {
    sh("orgs create acme");

    Result result = sh("orgs list >/dev/full");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("No space left on device");
  }

  @Test
  void closedStreamsAreNoFiles() throws Exception {
    sh("orgs create acme");

    assertThat(sh("orgs list <&-")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(sh("orgs list 2>&-")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(sh("orgs list >&-").exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "umask 077",
        "export ORGS_JAVA_OPTS=-Xmx64m",
        "export TZ=Asia/Tokyo",
        "ulimit -f 1000000",
        "exec 5</dev/null",
        "export ORGS_DAEMON=off",
      })
  void otherSurroundingsMeanAnotherProcess(String difference) throws Exception {
    long commands =
        commands(
            () ->
                assertThat(sh(difference + "\norgs create acme -o rows")).isEqualTo(Result.ok("")));

    assertThat(commands).isZero();
    assertThat(Files.readString(work.resolve("rows"))).isEqualTo("1\tacme\n");
    if (difference.startsWith("umask")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve("rows"))))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void signalsEndTheCommand(String signal, int code) throws Exception {
    try (Connection lock = lock()) {
      Process command = begin("create", "acme");
      orgs.awaitWaitingForLocks(1);

      signal(command.toHandle(), signal);

      assertThat(Eventually.exit(command)).isEqualTo(code);
      assertThat(err()).isEqualTo("orgs: interrupted; nothing was changed\n");
      orgs.awaitNoSession();
      lock.rollback();
    }
    assertThat(orgs.contents()).isEmpty();
    assertThat(folder.running()).isPresent();
  }

  @Test
  void killedClientEndsItsCommand() throws Exception {
    try (Connection lock = lock()) {
      Process command = begin("create", "acme");
      orgs.awaitWaitingForLocks(1);

      command.destroyForcibly();

      orgs.awaitNoSession();
      lock.rollback();
    }
    assertThat(orgs.contents()).isEmpty();
    assertThat(folder.running()).isPresent();
  }

  @Test
  void signalEndsCommandThatReads() throws Exception {
    Process command = begin("members", "import", "acme", "-", "--create-org");
    try (OutputStream in = command.getOutputStream()) {
      in.write("ann\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
      Eventually.that("it runs", () -> folder.figures().running() == 1);

      signal(command.toHandle(), "INT");

      assertThat(Eventually.exit(command)).isEqualTo(130);
    }
    Eventually.that("nothing runs", () -> folder.figures().running() == 0);
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void changeWhoseEndIsUnknownIsNine() throws Exception {
    try (Connection lock = lock()) {
      Process command = begin("create", "acme");
      orgs.awaitWaitingForLocks(1);

      process().destroyForcibly();

      assertThat(Eventually.exit(command)).isEqualTo(9);
      assertThat(err()).startsWith("orgs: the daemon has ended");
      lock.rollback();
    }
  }

  @Test
  void whatHasNotBegunIsRunWithoutIt() throws Exception {
    orgs.ok("create", "acme");
    Process command;
    try (Connection lock = lock()) {
      command = begin("list");
      orgs.awaitWaitingForLocks(1);
      process().destroyForcibly();
      // By the process of its own that takes the place of the launcher.
      Eventually.that("it is Java", () -> command.info().command().orElse("").endsWith("java"));
      lock.rollback();
    }

    assertThat(new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("1\tacme\n");
    assertThat(Eventually.exit(command)).isZero();
    assertThat(err()).isEmpty();
  }

  @Test
  void deadOneIsNoObstacle() throws Exception {
    ProcessHandle process = process();
    process.destroyForcibly();
    process.onExit().join();

    assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(sh("orgs daemon status").exit()).isEqualTo(3);
    assertThat(sh("orgs daemon start").err()).isEqualTo("the daemon was started\n");
    assertThat(commands(() -> sh("orgs list"))).isEqualTo(1);
  }

  @Test
  void oneThatHangsIsNoObstacle() throws Exception {
    ProcessHandle process = process();
    signal(process, "STOP");

    assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(sh("orgs list")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(sh("orgs daemon stop").exit()).isZero();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void oneWhoseDirectoryIsGoneEnds() throws Exception {
    ProcessHandle process = process();
    sh("rm -r home/cache/daemon");

    assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n"));

    Eventually.that("it has ended", () -> !process.isAlive());
  }

  @Test
  void anotherBuildIsNotUsed() throws Exception {
    Path copy = Launcher.copy(work.resolve("copy"));
    ProcessHandle first = process();
    String ofCopy = "orgs() { " + copy + " \"$@\"; }\n";
    Files.writeString(work.resolve("copy/lib/orgs.jar.sha256"), "another\n");

    assertThat(commands(() -> sh(ofCopy + "orgs create acme"))).isZero();
    assertThat(sh(ofCopy + "orgs daemon start").err()).isEqualTo("the daemon was started\n");
    assertThat(first.isAlive()).isFalse();
    assertThat(commands(() -> sh(ofCopy + "orgs list"))).isEqualTo(1);

    ProcessHandle second = process();
    Files.writeString(work.resolve("copy/lib/orgs.jar.sha256"), "replaced\n");
    assertThat(sh(ofCopy + "orgs list")).isEqualTo(Result.ok("1\tacme\n"));
    Eventually.that("it has ended", () -> !second.isAlive());
  }

  @Test
  void autoStartsOne() throws Exception {
    sh("orgs daemon stop");
    environment.put("ORGS_DAEMON", "auto");

    assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n"));

    Eventually.that("it runs", () -> folder.running().isPresent());
    assertThat(commands(() -> sh("orgs list"))).isEqualTo(1);
  }

  @Test
  void configurationFileSays() throws Exception {
    Path config = Files.createDirectories(work.resolve(".config/orgs"));
    environment.put("XDG_CONFIG_HOME", work.resolve(".config").toString());

    Files.writeString(config.resolve("config.properties"), "daemon = off\n");
    assertThat(commands(() -> sh("orgs list"))).isZero();
    assertThat(commands(() -> sh("ORGS_DAEMON=on orgs list"))).isEqualTo(1);

    Files.writeString(config.resolve("config.properties"), "daemon=perhaps");
    assertThat(sh("orgs list").exit()).isEqualTo(2);
    assertThat(sh("ORGS_DAEMON=perhaps orgs list").exit()).isEqualTo(2);
  }

  @Test
  void localDatabaseIsStartedByTheClient() throws Exception {
    environment
        .keySet()
        .removeIf(name -> name.startsWith("ORGS_DATABASE") || name.startsWith("PG"));
    Files.createDirectories(work.resolve("home/cache"));

    long commands = commands(() -> assertThat(sh("orgs db status").exit()).isIn(7, 8));

    assertThat(commands).isEqualTo(1);
  }

  @Test
  void manyAtOnce() throws Exception {
    Result result =
        sh(
            """
            i=0
            while [ $i -lt 40 ]; do i=$((i + 1)); orgs create "org $i" -q >/dev/null || echo $? & done
            wait
            """);

    assertThat(result).isEqualTo(Result.ok(""));
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("40");
  }

  @Test
  void nothingStaysOpen() throws Exception {
    sh("for i in 1 2 3 4 5 6 7 8; do orgs create \"warm $i\" -q; done");
    Path descriptors = Path.of("/proc/" + daemon().pid() + "/fd");
    long before = count(descriptors);

    sh("for i in 1 2 3 4 5 6 7 8; do orgs create \"org $i\" -q >>rows; orgs list >rows; done");

    Eventually.value("as many as before", () -> count(descriptors), now -> now <= before);
    orgs.awaitNoSession();
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash"})
  void everyShellWillDo(String shell) throws Exception {
    if (!Programs.runs(shell, "-c", "true")) {
      return;
    }
    long commands =
        commands(
            () ->
                assertThat(
                        Programs.run(
                            environment,
                            "%s %s create acme; %s %s list >%s/rows; cat %s/rows"
                                .formatted(
                                    shell,
                                    Launcher.program(),
                                    shell,
                                    Launcher.program(),
                                    work,
                                    work)))
                    .isEqualTo(Result.ok("1\tacme\n1\tacme\n")));

    assertThat(commands).isEqualTo(2);
  }
}
