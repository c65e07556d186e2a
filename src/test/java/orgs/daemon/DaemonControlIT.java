package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import orgs.testing.Eventually;
import orgs.testing.Result;

/** A daemon is started, shown and stopped. */
class DaemonControlIT extends WithDaemon {

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
  void startAndStopSaySo() throws Exception {
    assertThat(sh("orgs daemon stop")).isEqualTo(new Result(0, "", "the daemon was stopped\n"));

    assertThat(sh("orgs daemon start")).isEqualTo(new Result(0, "", "the daemon was started\n"));

    assertThat(folder.running()).isPresent();
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

  /** Then its commands end as if it were killed, rather than with what another one took. */
  @Test
  void endsWhenMemoryIsShort() throws Exception {
    assertThat(process().info().arguments().orElseThrow()).contains("-XX:+ExitOnOutOfMemoryError");
  }
}
