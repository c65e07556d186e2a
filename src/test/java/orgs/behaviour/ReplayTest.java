package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Background;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A transaction that the server undid in favour of another one is run again. */
class ReplayTest {

  private static final String AGAIN = "another transaction was in the way; trying again\n";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  /**
   * The command waits first, and alone looks for a deadlock: after the other one has begun to wait.
   */
  @BeforeEach
  void organizations() {
    orgs.ok("create", "a", "b");
    orgs.environment().put("PGOPTIONS", "-c deadlock_timeout=5s");
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void deadlockedCommandIsRunAgain() throws Exception {
    Result result = deadlocked("delete", "a", "b", "--yes");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).isEqualTo(AGAIN);
    assertThat(result.out()).isEqualTo("1\ta\t0\n2\tb\t0\n");
    assertThat(orgs.contents()).isEmpty();
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void fileIsReadAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("names.csv"), "org,member\na,x\nb,y\n");

    Result result = deadlocked("import", file.toString());

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains(AGAIN).contains(" and 2 members");
    assertThat(orgs.contents()).containsExactly("a|x", "b|y");
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void scriptInOneTransactionIsRunAgain() throws Exception {
    Path script = folder.resolve("script");
    Files.writeString(script, "members add a x\nmembers add b y\n");
    Path rows = folder.resolve("rows.tsv");

    Result result =
        deadlocked("run", script.toString(), "--single-transaction", "-o", rows.toString());

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(orgs.contents()).containsExactly("a|x", "b|y");
    assertThat(rows).content().matches("[0-9]+\tx\n[0-9]+\ty\n");
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void whatCannotBeReadAgainIsNotRunAgain() throws Exception {
    Result result = deadlockedWithInput("org,member\na,x\nb,y\n", "import", "-");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .doesNotContain(AGAIN)
        .contains("orgs: deadlock detected\nhint: nothing was done; try again\n");
    assertThat(orgs.contents()).containsExactly("a|null", "b|null");
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void serializationFailureIsRunAgain() throws Exception {
    orgs.environment().put("PGOPTIONS", "-c default_transaction_isolation=serializable");
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE organizations SET org_name = 'c' WHERE org_name = 'a'");
      FutureTask<Result> command = Background.start(() -> orgs.run("rename", "id:1", "d"));
      orgs.awaitWaitingForLocks(1);
      other.commit();
      Result result = Eventually.get(command);

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.err()).isEqualTo(AGAIN);
      assertThat(orgs.contents()).containsExactly("d|null", "b|null");
    }
  }

  /** It ends also when it is undone again and again. */
  @Test
  void triesAreBounded() {
    orgs.execute(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'never' USING ERRCODE = '40001'; END $$;"
            + " CREATE TRIGGER fail BEFORE INSERT ON members FOR EACH ROW"
            + " EXECUTE FUNCTION fail()");

    Result result = orgs.run("members", "add", "a", "x");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .isEqualTo(AGAIN.repeat(5) + "orgs: never\nhint: nothing was done; try again\n");
  }

  private Result deadlocked(String... arguments) throws Exception {
    return deadlockedWithInput("", arguments);
  }

  private Result deadlockedWithInput(String input, String... arguments) throws Exception {
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SET deadlock_timeout = '60s'");
      statement.execute("SELECT FROM organizations WHERE org_name = 'b' FOR UPDATE");
      FutureTask<Result> command = Background.start(() -> orgs.runWithInput(input, arguments));
      orgs.awaitWaitingForLocks(1);
      statement.execute("SELECT FROM organizations WHERE org_name = 'a' FOR UPDATE");
      other.rollback();
      return Eventually.get(command);
    }
  }
}
