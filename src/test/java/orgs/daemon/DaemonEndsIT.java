package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.Result;

/** Daemons and clients that end, hang or are interrupted: each exit code is true. */
class DaemonEndsIT extends WithDaemon {

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

  @ParameterizedTest
  @ValueSource(strings = {"", "--format=json"})
  void changeWhoseEndIsUnknownIsNine(String option) throws Exception {
    try (Connection lock = lock()) {
      Process command =
          option.isEmpty() ? begin("create", "acme") : begin("create", "acme", option);
      orgs.awaitWaitingForLocks(1);

      process().destroyForcibly();

      assertThat(Eventually.exit(command)).isEqualTo(9);
      String message = "the daemon has ended, and it is not known whether the change was made";
      String hint = "look at what is there before you run the command again";
      assertThat(err())
          .isEqualTo(
              option.isEmpty()
                  ? "orgs: %s\nhint: %s\n".formatted(message, hint)
                  : "{\"code\":9,\"message\":\"%s\",\"hint\":\"%s\",\"sqlstate\":null,\"line\":null}\n"
                      .formatted(message, hint));
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
}
