package orgs.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server and the processes that use it. */
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

  @Test
  @EnabledIf("isRoot")
  void rootRunsItAsNobodyWhereUserNamespacesAreForbidden(@TempDir Path programs) throws Exception {
    for (String program : List.of("setpriv", "true")) {
      Path file = programs.resolve(program);
      Files.writeString(file, "#!/bin/sh\nexec /usr/bin/%s \"$@\"\n".formatted(program));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Map<String, String> withoutUnshare = Map.of("PATH", programs.toString());
    try (TestHome test = new TestHome(data)) {
      // Root in a namespace made it, and takes it back at the end.
      test.start();
      test.sql("CREATE TABLE kept AS SELECT 42 AS n");
      test.server.stop();
      startAsNobody(withoutUnshare, data);
      assertThat(test.sql("SELECT n FROM kept")).isEqualTo("42");
      assertThat(test.server.stop()).isTrue();
      test.start();
      assertThat(test.sql("SELECT n FROM kept")).isEqualTo("42");
    }
    Path other = data.resolve("other");
    try (TestHome test = new TestHome(other)) {
      startAsNobody(withoutUnshare, other);
      assertThat(test.sql("SELECT 1")).isEqualTo("1");
    }
  }

  private static void startAsNobody(Map<String, String> withoutUnshare, Path data)
      throws Exception {
    Java.Result result =
        Java.start(StartLocalServer.class, withoutUnshare, TestHome.CACHE, data).result();
    assertThat(result.err()).isEmpty();
    assertThat(Files.getAttribute(data.resolve("postgresql"), "unix:uid"))
        .isEqualTo((int) ServerUser.NOBODY);
  }

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  private static String session(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
  }
}
