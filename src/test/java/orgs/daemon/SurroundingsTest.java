package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.testing.Eventually;

/** Processes that a daemon may work for, and others. */
class SurroundingsTest {

  private static final Map<String, String> VARIABLES =
      Map.of("JAVA_HOME", "/usr/lib/jvm/some", "PATH", "/usr/bin:/bin");

  private static Surroundings own(Map<String, String> variables) throws IOException {
    return Surroundings.of(Path.of("/proc/self"), variables);
  }

  @Test
  void childHasTheSame() throws Exception {
    assertThat(ofShell("")).isEqualTo(own(VARIABLES));
  }

  @ParameterizedTest
  @CsvSource({"umask 0123", "ulimit -f 100000", "ulimit -c 0; ulimit -v 100000000"})
  void childThatMayLessHasOthers(String command) throws Exception {
    assertThat(ofShell(command)).isNotEqualTo(own(VARIABLES));
  }

  @ParameterizedTest
  @CsvSource({"JAVA_HOME, /other", "ORGS_JAVA_OPTS, -Xmx1g", "TZ, Asia/Tokyo", "LD_PRELOAD, x"})
  void anotherJavaIsAnother(String name, String value) throws Exception {
    Map<String, String> others = new HashMap<>(VARIABLES);
    others.put(name, value);

    assertThat(own(others)).isNotEqualTo(own(VARIABLES));
  }

  @Test
  void otherVariablesDoNotCount() throws Exception {
    Map<String, String> others = new HashMap<>(VARIABLES);
    others.put("PGHOST", "db.example.com");
    others.put("PATH", "/bin");

    assertThat(own(others)).isEqualTo(own(VARIABLES));
  }

  private static Surroundings ofShell(String command) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", command + "\necho; read line").start();
    try {
      shell.getInputStream().read();
      return Surroundings.of(Path.of("/proc/" + shell.pid()), VARIABLES);
    } finally {
      shell.getOutputStream().close();
      Eventually.exit(shell);
    }
  }
}
