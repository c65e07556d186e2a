package orgs.daemon;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.Programs;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Tests that begin with a daemon, whose commands are those of a shell. */
abstract class WithDaemon {

  final TestOrgs orgs = TestOrgs.migrated();
  Map<String, String> environment;
  DaemonFolder folder;

  @TempDir Path work;

  @BeforeEach
  void start() throws IOException {
    environment = Launcher.environment(orgs);
    environment.put("ORGS_HOME", work.resolve("home").toString());
    folder = DaemonFolder.of(environment);
    Launcher.startDaemon(Launcher.program(), environment);
  }

  @AfterEach
  void stop() {
    Launcher.stopDaemon(environment);
  }

  /** In the working directory, where {@code orgs} is the launcher. */
  Result sh(String script) throws IOException {
    return Programs.run(environment, prepared(script));
  }

  String prepared(String script) {
    return "cd %s && orgs() { %s \"$@\"; }\n%s".formatted(work, Launcher.program(), script);
  }

  /** One command, whose process is the launcher's. */
  Process begin(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(Programs.withDefaultSignals());
    words.add(Launcher.program().toString());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(work.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectError(Redirect.to(work.resolve("err").toFile())).start();
  }

  String err() throws IOException {
    return Files.readString(work.resolve("err"));
  }

  DaemonState daemon() {
    return folder.running().orElseThrow();
  }

  ProcessHandle process() {
    return ProcessHandle.of(daemon().pid()).orElseThrow();
  }

  /** How many commands the daemon has run while this was done. */
  long commands(Act act) throws Exception {
    Figures figures = folder.figures();
    long before = commandsThatEnded(figures);
    act.run();
    return commandsThatEnded(figures) - before;
  }

  /** A client knows of its end before the daemon has counted it. */
  static long commandsThatEnded(Figures figures) {
    Eventually.that("nothing runs", () -> figures.running() == 0);
    return figures.commands();
  }

  interface Act {
    void run() throws Exception;
  }

  /** While this lock is held, no organization is created or deleted. */
  Connection lock() throws Exception {
    Connection connection = orgs.connection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE");
    }
    return connection;
  }

  static void signal(ProcessHandle process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }
}
