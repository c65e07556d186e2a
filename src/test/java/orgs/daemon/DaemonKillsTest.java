package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.Programs;
import orgs.testing.Randomized;
import orgs.testing.TestOrgs;

/** kill -9 of the daemon while clients change something: each exit code is true. */
@Randomized
class DaemonKillsTest {

  private static final int CLIENTS = 4;

  private static final int DONE = 0;
  private static final int UNKNOWN = 9;

  /** About as long as the commands of all clients take. */
  private static final int LONGEST_DELAY_MICROS = 80_000;

  private final TestOrgs orgs = TestOrgs.migrated();
  private final Random random = new Random(Effort.seed());
  private final Map<Integer, Integer> codes = new TreeMap<>();

  @TempDir Path work;

  /** A change, and a query whose rows are as many as it makes when it is made. */
  private record Change(List<String> command, String query, int rows) {}

  @Test
  void everyExitCodeIsTrue() throws Exception {
    int kills = Effort.of("daemons", 3);
    Map<String, String> environment = Launcher.environment(orgs);
    environment.put("ORGS_HOME", work.resolve("home").toString());
    DaemonFolder folder = DaemonFolder.of(environment);
    for (int i = 0; i < kills; i++) {
      Launcher.startDaemon(Launcher.program(), environment);
      ProcessHandle daemon = ProcessHandle.of(folder.running().orElseThrow().pid()).orElseThrow();
      List<Change> changes = new ArrayList<>();
      List<Process> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        changes.add(change(i * CLIENTS + c));
      }
      for (Change change : changes) {
        clients.add(begin(environment, change.command()));
      }
      // Any moment will do.
      LockSupport.parkNanos(random.nextInt(LONGEST_DELAY_MICROS) * 1000L);
      daemon.destroyForcibly();
      for (int c = 0; c < CLIENTS; c++) {
        int code = Eventually.exit(clients.get(c));
        codes.merge(code, 1, Integer::sum);
        check(changes.get(c), code);
      }
    }
    Effort.figure(kills + " daemons killed: exit codes of their clients " + codes);
  }

  private Change change(int number) {
    String name = "org " + number;
    String found =
        "SELECT 1 FROM organizations LEFT JOIN members USING (org_id) WHERE org_name = '"
            + name
            + "'";
    switch (random.nextInt(3)) {
      case 0 -> {
        return new Change(List.of("create", name, "--member", "a", "--member", "b"), found, 2);
      }
      case 1 -> {
        orgs.execute("INSERT INTO organizations (org_name) VALUES ('" + name + "')");
        return new Change(
            List.of("members", "add", name, "a", "b", "c"), found + " AND member_id > 0", 3);
      }
      default -> {
        orgs.execute("INSERT INTO organizations (org_name) VALUES ('former " + name + "')");
        return new Change(List.of("rename", "former " + name, name), found, 1);
      }
    }
  }

  private Process begin(Map<String, String> environment, List<String> command) throws IOException {
    List<String> words = new ArrayList<>(Programs.withDefaultSignals());
    words.add(Launcher.program().toString());
    words.addAll(command);
    Path err = Files.createTempFile(work, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectOutput(Redirect.DISCARD).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void check(Change change, int code) {
    assertThat(code).as("%s", change.command()).isIn(DONE, UNKNOWN);
    if (code == UNKNOWN) {
      // Its session may not have ended yet, and then decides.
      orgs.awaitNoSession();
    }
    int rows = orgs.query(change.query()).size();
    assertThat(rows).as("%s: exit code %d", change.command(), code).isIn(0, change.rows());
    if (code == DONE) {
      assertThat(rows).as("%s", change.command()).isEqualTo(change.rows());
    }
  }
}
