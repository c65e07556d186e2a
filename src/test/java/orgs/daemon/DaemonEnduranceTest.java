package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.Programs;
import orgs.testing.TestOrgs;

/** Many commands in one daemon: its memory, its open files and its threads don't become more. */
class DaemonEnduranceTest {

  private static final long GROWTH_KB = 64 << 10;

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path work;

  @Test
  void takesNoMoreThanInTheBeginning() throws Exception {
    int count = Effort.of("warm", 100);
    Map<String, String> environment = Launcher.environment(orgs);
    environment.put("ORGS_HOME", work.resolve("home").toString());
    Launcher.startDaemon(Launcher.program(), environment);
    try {
      DaemonFolder folder = DaemonFolder.of(environment);
      DaemonState daemon = folder.running().orElseThrow();
      run(environment, count / 4);
      long memory = daemon.memory();
      long files = count(daemon, "fd");
      long threads = count(daemon, "task");

      run(environment, count - count / 4);

      assertThat(folder.running()).contains(daemon);
      assertThat(folder.figures().commands()).isGreaterThanOrEqualTo(count);
      Eventually.value("open files", () -> count(daemon, "fd"), now -> now <= files);
      Eventually.value("threads", () -> count(daemon, "task"), now -> now <= threads);
      assertThat(daemon.memory()).isLessThan(memory + GROWTH_KB);
      Effort.figure(
          "%d commands in one daemon: %d MB after a quarter, %d MB at the end"
              .formatted(count, memory >> 10, daemon.memory() >> 10));
    } finally {
      Launcher.stopDaemon(environment);
    }
  }

  /** Four commands of each kind: a change, one that is refused, rows, and none found. */
  private void run(Map<String, String> environment, int count) throws IOException {
    String script =
        """
        i=0
        while [ $i -lt %d ]; do
          i=$((i + 4))
          %2$s create "org $i" --if-not-exists -q
          %2$s create '' 2>/dev/null
          %2$s list --limit 10
          %2$s show nobody 2>/dev/null
        done >/dev/null
        """;
    assertThat(Programs.run(environment, script.formatted(count, Launcher.program())).err())
        .isEmpty();
  }

  private static long count(DaemonState daemon, String kind) throws IOException {
    try (var entries = Files.list(Path.of("/proc/" + daemon.pid() + "/" + kind))) {
      return entries.count();
    }
  }
}
