package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Background;
import orgs.testing.ClusterNode;
import orgs.testing.Eventually;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** When a backup of a cluster waits, when it is refused, and whom it keeps waiting. */
@Isolated("a transaction that isn't complete is in the way of everybody's backups")
class ClusterMomentTest {

  private static final String INCOMPLETE = "citus_0_999999_1_1";

  private TestOrgs orgs;

  @TempDir Path folder;

  @BeforeEach
  void members() {
    orgs = TestOrgs.onCluster();
    orgs.ok("db", "distribute", "--shards", "4");
    orgs.ok("create", "acme", "--member", "ann", "--member", "bob");
  }

  @Test
  void readerTakesBackups() {
    String guest = "guest_" + orgs.schema();
    orgs.execute("CREATE ROLE " + guest + " LOGIN");
    try {
      orgs.ok("db", "migrate", "--grant-to", guest, "--access", "reader");
      TestOrgs reader = orgs.somebodyElse();
      reader
          .environment()
          .put("ORGS_DATABASE_URL", orgs.url().replaceFirst("//[^@]*@", "//" + guest + "@"));
      assertThat(backup(reader)).isEqualTo(new Result(0, "", "saved 2 members\n"));
      assertThat(reader.ok("export").out()).isEqualTo("acme\tann\nacme\tbob\n");
    } finally {
      orgs.execute("DROP OWNED BY " + guest + "; DROP ROLE " + guest);
    }
  }

  /** What writes for long isn't waited for, but a COMMIT is. */
  @Test
  void commitThatLastsRefusesABackup() throws SQLException {
    orgs.environment().put("PGOPTIONS", "-c lock_timeout=300ms");
    try (Connection other = orgs.connection();
        Statement commit = other.createStatement()) {
      other.setAutoCommit(false);
      commit.execute("INSERT INTO members (org_id, member_name) VALUES (1, 'late')");
      assertThat(backup(orgs).exit()).isZero();
      commit.execute(
          "SELECT pg_advisory_xact_lock_shared(hashtextextended('\"%s\".\"organizations\"', -2))"
              .formatted(orgs.schema()));

      Result refused = backup(orgs);
      assertThat(refused.exit()).as(refused.toString()).isEqualTo(ExitCode.FAILURE);
      assertThat(folder.resolve("backup.jsonl")).doesNotExist();
      assertThat(orgs.run("export").exit()).isEqualTo(ExitCode.FAILURE);
      other.rollback();
    }
    assertThat(backup(orgs).exit()).isZero();
  }

  /**
   * The cluster takes sessions that it doesn't know yet for one, which seems to wait for itself.
   */
  @Test
  void waitingForABackupIsNoDeadlock() throws Exception {
    orgs.ok("create", "globex", "--member", "cid");
    try (Connection other = orgs.connection();
        Statement backup = other.createStatement()) {
      String lock = "(hashtextextended('\"%s\".\"organizations\"', -2))".formatted(orgs.schema());
      backup.execute("SELECT pg_advisory_lock" + lock);
      FutureTask<Result> move =
          Background.start(
              () -> orgs.run("members", "move", "acme", "--like", "a%", "--to", "globex", "--yes"));
      orgs.awaitWaitingForLocks(1);
      FutureTask<Result> merge =
          Background.start(() -> orgs.run("merge", "acme", "--into", "globex", "--yes"));
      orgs.awaitWaitingForLocks(2);
      FutureTask<Result> load =
          Background.start(
              () ->
                  orgs.runWithInput(
                      "acme,dan\n", "import", "-", "--input-format", "csv", "--no-header"));
      orgs.awaitWaitingForLocks(3);

      assertThat(orgs.query("SELECT check_distributed_deadlocks()")).containsExactly("f");
      backup.execute("SELECT pg_advisory_unlock" + lock);
      assertThat(Eventually.get(move)).isEqualTo(Result.ok("1\tann\n"));
      assertThat(Eventually.get(merge).exit()).isZero();
      assertThat(Eventually.get(load).exit()).isZero();
    }
    assertThat(orgs.contents())
        .containsExactlyInAnyOrder("globex|ann", "globex|bob", "globex|cid", "acme|dan");
  }

  /** The lock that keeps others from their COMMIT is the session's, which may live on. */
  @Test
  void failedBackupKeepsNobodyWaiting() throws SQLException {
    orgs.environment().put("PGOPTIONS", "-c lock_timeout=300ms");
    try (Connection other = orgs.connection();
        Statement table = other.createStatement()) {
      other.setAutoCommit(false);
      table.execute("LOCK TABLE members IN ACCESS EXCLUSIVE MODE");
      Result result =
          orgs.runWithInput(
              "backup --all -o " + folder.resolve("backup.jsonl") + "\ncreate new\n",
              "run",
              "-",
              "--keep-going");
      assertThat(result.exit()).as(result.toString()).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err()).as(result.toString()).contains("lock timeout");
      assertThat(orgs.query("SELECT org_name FROM organizations ORDER BY 1"))
          .as(result.toString())
          .containsExactly("acme", "new");
      other.rollback();
    }
  }

  @Test
  void transactionThatIsNotCompleteRefusesABackup() {
    List<ClusterNode> workers = ClusterNode.workers(orgs);
    assumeThat(workers).as("workers").isNotEmpty();
    ClusterNode worker = workers.get(0);
    worker.execute(
        "BEGIN", "CREATE TABLE public.incomplete ()", "PREPARE TRANSACTION '" + INCOMPLETE + "'");
    try {
      assertThat(backup(orgs).exit()).as("one that isn't committed").isZero();
      orgs.execute(
          "INSERT INTO pg_dist_transaction (groupid, gid) VALUES (1, '" + INCOMPLETE + "')");
      Result refused = backup(orgs);
      assertThat(refused.exit()).as(refused.toString()).isEqualTo(ExitCode.FAILURE);
      assertThat(refused.err())
          .isEqualTo(
              "orgs: a transaction is committed, but not yet on all nodes of the cluster\n"
                  + "hint: nothing was done; the cluster completes it within a minute: try"
                  + " again\n");
    } finally {
      orgs.execute("DELETE FROM pg_dist_transaction WHERE gid = '" + INCOMPLETE + "'");
      worker.execute("ROLLBACK PREPARED '" + INCOMPLETE + "'");
    }
    assertThat(backup(orgs).exit()).isZero();
  }

  private Result backup(TestOrgs who) {
    Path file = folder.resolve("backup.jsonl");
    file.toFile().delete();
    return who.run("backup", "--all", "-o", file.toString());
  }
}
