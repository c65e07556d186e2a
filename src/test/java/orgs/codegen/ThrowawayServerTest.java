package orgs.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import orgs.testing.Eventually;

class ThrowawayServerTest {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @Test
  void itsSettingsApplyAndNothingIsLeftOfIt() throws Exception {
    Path folder;
    try (ThrowawayServer server =
        new ThrowawayServer(
            TARGET, Map.of("log_statement", "all", "log_line_prefix", "it's \\ "))) {
      folder = server.logFile().getParent();
      assertThat(show(server, "fsync")).isEqualTo("off");
      assertThat(show(server, "log_line_prefix")).isEqualTo("it's \\ ");
      assertThat(server.logFile()).content().contains("SHOW fsync");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void itEndsWithItsJvmEvenWhenThatIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      Path folder = Path.of(out.readLine());
      long pid = pid(folder).orElseThrow();
      jvm.destroyForcibly();
      Eventually.that("its folder is removed", () -> Files.notExists(folder));
      // A zombie, where nobody waits for orphans, has no command line.
      Eventually.value(
          "the server has ended",
          () -> ProcessHandle.of(pid).flatMap(process -> process.info().arguments()),
          Optional::isEmpty);
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** Starts a server, prints its folder, and waits to be killed. */
  static final class Main {
    public static void main(String[] args) throws Exception {
      try (ThrowawayServer server = new ThrowawayServer(TARGET, Map.of())) {
        System.out.println(server.logFile().getParent());
        // Ends with the test, too.
        System.in.read();
      }
    }
  }

  private static Optional<Long> pid(Path folder) throws Exception {
    return Files.readAllLines(folder.resolve("postgresql/postmaster.pid")).stream()
        .findFirst()
        .map(Long::valueOf);
  }

  private static String show(ThrowawayServer server, String setting) throws Exception {
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
