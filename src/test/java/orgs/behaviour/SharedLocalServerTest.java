package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Many processes and one local database. */
class SharedLocalServerTest {

  private static final int PROCESSES = Effort.of("processes", 8);

  private final TestOrgs orgs = TestOrgs.unmigrated();

  @TempDir Path folder;

  @BeforeEach
  void noDatabaseYet() throws IOException {
    orgs.useLocalDatabase(folder, folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    orgs.run("db", "stop");
  }

  /** One of them creates and starts it; all of them use it. */
  @Test
  void firstStartIsDoneOnce() throws Exception {
    List<OrgsProcess> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(OrgsProcess.start(orgs, "create", "org" + i, "--member", "ann"));
    }
    int created = 0;
    for (OrgsProcess process : processes) {
      try (process) {
        assertThat(process.exit()).as(process.err()).isZero();
        created += process.err().contains("creating the local database") ? 1 : 0;
      }
    }
    assertThat(created).isEqualTo(1);
    assertThat(orgs.ok("list", "--counts", "--sort", "name").lines())
        .hasSize(PROCESSES)
        .allMatch(line -> line.endsWith("\t1"));
    assertThat(orgs.ok("find", "--name", "ann").lines()).hasSize(PROCESSES);
  }

  /** What is not committed is undone, and the command says so. */
  @Test
  void stopDuringALoadUndoesIt() throws Exception {
    orgs.ok("create", "acme", "--member", "ann");
    try (OrgsProcess load =
        OrgsProcess.start(orgs, "members", "import", "acme", "-", "--input-format", "lines")) {
      load.in().write(names().getBytes(StandardCharsets.UTF_8));
      load.in().flush();

      Result stop = orgs.run("db", "stop");

      assertThat(stop.exit()).as(stop.err()).isZero();
      try {
        load.in().write(names().getBytes(StandardCharsets.UTF_8));
        load.in().close();
      } catch (IOException e) {
        // It ended before it read this, or has ended.
        assertThat(e).isNotNull();
      }
      assertThat(load.exit()).as(load.err()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(load.err()).contains("nothing was done").doesNotContain("Exception");
    }
    assertThat(orgs.ok("members", "list", "acme").out()).isEqualTo("1\tann\n");
  }

  /** More than pipes and buffers hold. */
  private static String names() {
    StringBuilder names = new StringBuilder();
    IntStream.range(0, 200_000).forEach(i -> names.append("name ").append(i).append('\n'));
    return names.toString();
  }
}
