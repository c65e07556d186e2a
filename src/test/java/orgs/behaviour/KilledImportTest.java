package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.Randomized;
import orgs.testing.TestOrgs;

/** kill -9 of an import: all rows are there afterwards, or none. */
@Randomized
class KilledImportTest {

  private static final int COUNT = Effort.of("imported", 40_000);

  private static final int LONGEST_DELAY_MILLIS = COUNT / 100;

  private static final Random RANDOM = new Random(Effort.seed());

  private static TestOrgs orgs;
  private static Path file;

  @TempDir static Path folder;

  @BeforeAll
  static void organization() throws IOException {
    orgs = TestOrgs.migrated();
    file = folder.resolve("names.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("org,member\n");
      for (int i = 0; i < COUNT; i++) {
        out.write("org " + i % 7 + ",member " + i + "\n");
      }
    }
  }

  /** The ways: first load or beside rows, of one organization or of many. */
  @RepeatedTest(6)
  void allOrNothing(RepetitionInfo repetition) throws Exception {
    int i = repetition.getCurrentRepetition();
    boolean first = i % 2 == 0;
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
    orgs.ok("create", "acme");
    if (!first) {
      orgs.ok("members", "add", "acme", "before");
    }
    long before = first ? 0 : 1;
    int delay = RANDOM.nextInt(LONGEST_DELAY_MILLIS);
    String[] command =
        i % 3 == 0
            ? new String[] {"import", file.toString()}
            : new String[] {"members", "import", "acme", file.toString(), "--column", "member"};

    try (OrgsProcess process = OrgsProcess.start(orgs, command)) {
      Eventually.that(
          "rows come, or it has ended",
          () ->
              !process.isAlive()
                  || orgs.sessions().stream()
                      .anyMatch(s -> s.contains("COPY") || s.contains("INDEX")));
      // Any moment will do, its end as well.
      Thread.sleep(delay);
      process.kill();
    }

    String description = String.join(" ", command) + " killed after " + delay + " ms";
    assertThat(orgs.query("SELECT count(*) FROM members"))
        .as(description)
        .isSubsetOf(String.valueOf(before), String.valueOf(before + COUNT));
    assertThat(
            orgs.query(
                "SELECT indisvalid, indisready FROM pg_index"
                    + " WHERE indexrelid = to_regclass('members_search')"))
        .as(description)
        .containsExactly("t|t");
    orgs.ok("members", "add", "acme", "after");
  }
}
