package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.OrgsProcess;
import orgs.testing.TestOrgs;

/** A command that a signal ends says what became of its work. */
class InterruptionTest {

  private static final int TERMINATED = 143;

  private static TestOrgs orgs;

  @TempDir Path folder;

  @BeforeAll
  static void schema() {
    orgs = TestOrgs.migrated();
  }

  @BeforeEach
  void organization() {
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
    orgs.ok("create", "acme", "--member", "ann");
  }

  private static void awaitSession(String pattern) {
    Eventually.value(
        "a session like " + pattern,
        orgs::sessions,
        sessions -> sessions.stream().anyMatch(session -> session.matches(pattern)));
  }

  private static void assertTermination(OrgsProcess process, String err, String... contents)
      throws IOException, InterruptedException {
    assertThat(process.terminate()).isEqualTo(TERMINATED);
    orgs.awaitNoSession();
    assertThat(process.err()).isEqualTo(err);
    assertThat(orgs.contents()).containsExactly(contents);
  }

  @Test
  void importThatWaitsForStdinImportedNothing() throws Exception {
    try (OrgsProcess process = OrgsProcess.start(orgs, "members", "import", "acme", "-")) {
      awaitSession("(?s)idle in transaction\\|.*");
      assertTermination(process, "orgs: interrupted; nothing was imported\n", "acme|ann");
    }
  }

  @Test
  void outputThatWaitsForAReader() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (OrgsProcess process = OrgsProcess.start(orgs, "list", "-o", pipe.toString())) {
      process.awaitThreadIn("UnixNativeDispatcher.open");
      assertTermination(process, "", "acme|ann");
    }
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void changeThatWaitsForLockChangedNothing() throws Exception {
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT FROM organizations FOR UPDATE");
      try (OrgsProcess process = OrgsProcess.start(orgs, "delete", "acme", "--yes")) {
        awaitSession("(?s)active\\|.*(DELETE|FOR ).*");
        assertTermination(process, "orgs: interrupted; nothing was changed\n", "acme|ann");
      }
      other.rollback();
    }
  }

  @Test
  void scriptWhoseFirstLineIsDoneDoesNotClaimThatNothingChanged() throws Exception {
    Path script = folder.resolve("script");
    Files.writeString(script, "members add acme bob\nmembers import acme /dev/stdin\n");
    try (OrgsProcess process = OrgsProcess.start(orgs, "run", script.toString())) {
      Eventually.value("the first line is done", orgs::contents, rows -> rows.size() == 2);
      awaitSession("(?s)idle in transaction\\|.*");
      assertTermination(
          process,
          "interrupted in line 2 of " + script + "; what was done before it is kept\n",
          "acme|ann",
          "acme|bob");
    }
  }

  @Test
  void scriptInOneTransactionChangedNothing() throws Exception {
    Path script = folder.resolve("script");
    Files.writeString(script, "members add acme bob\ndelete acme --yes\n");
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT FROM members WHERE org_id = 1 FOR UPDATE");
      String[] command = {"run", script.toString(), "--single-transaction", "--format", "id"};
      try (OrgsProcess process = OrgsProcess.start(orgs, command)) {
        awaitSession("(?s)active\\|.*DELETE.*");
        assertTermination(process, "orgs: interrupted; nothing was changed\n", "acme|ann");
      }
      other.rollback();
    }
  }
}
