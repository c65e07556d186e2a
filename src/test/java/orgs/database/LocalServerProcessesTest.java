package orgs.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server and the processes that use it. */
@Timeout(60)
class LocalServerProcessesTest {
  /** What must not reach PostgreSQL's programs. */
  private static final Map<String, String> DISTURBING =
      Map.of("PGDATA", "/nowhere", "PGPORT", "1", "PGOPTIONS", "-c x=y", "TZ", "Mars/Olympus");

  @TempDir private Path data;

  @Test
  void twoFirstUsesAtOnceGetOneServer() throws Exception {
    try (TestHome test = new TestHome(data)) {
      Java one = Java.start(StartLocalServer.class, Map.of(), TestHome.CACHE, data);
      Java two = Java.start(StartLocalServer.class, DISTURBING, TestHome.CACHE, data);
      Java.Result first = one.result();
      assertThat(two.result()).isEqualTo(first);
      assertThat(first.err()).isEmpty();
      assertThat(first.exitCode()).isZero();
      assertThat(first.out().strip()).isEqualTo(test.server.running().orElseThrow().toString());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theServerHasItsOwnSessionAndNoneOfOurFiles() throws Exception {
    try (TestHome test = new TestHome(data)) {
      // That this returns at all shows that nobody holds its stdout.
      Java.start(StartLocalServer.class, DISTURBING, TestHome.CACHE, data).result();
      long pid = test.pid();
      assertThat(session(pid)).isNotEqualTo(session(ProcessHandle.current().pid()));
      for (int stream : new int[] {0, 1, 2}) {
        Path file = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "fd", "" + stream));
        assertThat(file).isIn(Path.of("/dev/null"), test.server.logFile().toRealPath());
      }
      assertThat(test.sql("SHOW log_timezone")).isEqualTo("UTC");
    }
  }

  private static String session(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
  }
}
