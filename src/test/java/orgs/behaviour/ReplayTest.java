package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Background;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A transaction that the server undid in favour of another one is run again. */
class ReplayTest {

  private static final String AGAIN = "another transaction was in the way; trying again\n";

  private static final String AT_COMMIT =
      "CONSTRAINT TRIGGER wait AFTER DELETE ON members DEFERRABLE INITIALLY DEFERRED";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  /** Of those that wait, the command alone looks for a deadlock. */
  @BeforeEach
  void organizations() {
    orgs.ok("create", "a", "b");
    orgs.environment().put("PGOPTIONS", "-c deadlock_timeout=100ms");
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

  /** The rows of what was undone were printed, but not sent. */
  @OneServer(OneServer.ROW_LOCKS)
  @ParameterizedTest
  @ValueSource(strings = {"tsv", "json", "table"})
  void changeIsRunAgainAfterItsRows(String format) throws Exception {
    memberOfA();

    Result result = deadlockedAfterRows("members", "remove", "a", "x", "--format", format);

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).isEqualTo(AGAIN);
    assertThat(result.out()).isEqualTo(removed(format));
    assertThat(orgs.contents()).containsExactly("a|null", "b|null");
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void changeOnTerminalIsRunAgainAfterItsRows() throws Exception {
    memberOfA();
    orgs.withTerminals("111");

    Result result = deadlockedAfterRows("members", "remove", "a", "x", "--yes");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains(AGAIN);
    assertThat(result.out()).isEqualTo(removed("table"));
    assertThat(orgs.contents()).containsExactly("a|null", "b|null");
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void scriptInOneTransactionIsRunAgainAfterItsRows() throws Exception {
    memberOfA();
    Path script = Files.writeString(folder.resolve("script"), "list\nmembers remove a x\n");

    waits("TRIGGER wait AFTER DELETE ON members");

    Result result = deadlocked("run", script.toString(), "--single-transaction");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).isEqualTo(AGAIN);
    assertThat(result.out()).isEqualTo("1\ta\n2\tb\n" + removed("tsv"));
    assertThat(orgs.contents()).containsExactly("a|null", "b|null");
  }

  /** Rows are sent when they are more than a buffer holds; nothing can take them back. */
  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void changeIsNotRunAgainAfterManyRows() throws Exception {
    orgs.execute(
        "INSERT INTO members (org_id, member_name) SELECT org_id, 'x' FROM organizations,"
            + " generate_series(1, 20000) WHERE org_name = 'a'");
    waits(AT_COMMIT);

    Result result = deadlockedWithInput("", "members", "remove", "a", "x", "--yes");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .isEqualTo("orgs: deadlock detected\nhint: nothing was done; try again\n");
    assertThat(result.out().lines()).hasSize(20000);
  }

  /** Rows of a change that failed are not sent: nothing was changed. */
  @Test
  void failedChangePrintsNothing() {
    memberOfA();
    orgs.execute(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'never'; END $$;"
            + " CREATE CONSTRAINT TRIGGER fail AFTER DELETE ON members DEFERRABLE INITIALLY"
            + " DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()");

    Result result = orgs.run("members", "remove", "a", "x");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.out()).isEmpty();
    assertThat(orgs.contents()).containsExactly("a|x", "b|null");
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

  private void memberOfA() {
    orgs.ok("members", "add", "a", "x");
  }

  private static String removed(String format) {
    return switch (format) {
      case "tsv" -> "1\tx\n";
      case "json" -> "[\n{\"member_id\":1,\"member_name\":\"x\"}\n]\n";
      default -> "member_id  member_name\n---------  -----------\n        1  x\n";
    };
  }

  /** Meets the deadlock at COMMIT, when all rows have come. */
  private Result deadlockedAfterRows(String... arguments) throws Exception {
    waits(AT_COMMIT);
    return deadlocked(arguments);
  }

  private void waits(String trigger) {
    orgs.execute(
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql"
            + " SET search_path FROM CURRENT AS $$ BEGIN"
            + " PERFORM FROM organizations WHERE org_name = 'a' FOR UPDATE;"
            + " PERFORM FROM organizations WHERE org_name = 'b' FOR UPDATE;"
            + " RETURN NULL; END $$;"
            + " CREATE "
            + trigger
            + " FOR EACH ROW EXECUTE FUNCTION wait()");
  }

  private Result deadlocked(String... arguments) throws Exception {
    return deadlockedWithInput("", arguments);
  }

  /**
   * A session looks for a deadlock once, some time after it has begun to wait. So the command waits
   * in a queue first, and for the other one's lock when that waits for its own.
   */
  private Result deadlockedWithInput(String input, String... arguments) throws Exception {
    try (Connection other = patient();
        Statement statement = other.createStatement();
        Connection first = patient();
        Statement queue = first.createStatement()) {
      lock(statement, "b");
      FutureTask<Void> queued = Background.start(() -> lock(queue, "b"));
      Eventually.that("it has begun to wait", () -> isWaiting(first));
      FutureTask<Result> command = Background.start(() -> orgs.runWithInput(input, arguments));
      orgs.awaitWaitingForLocks(1);
      FutureTask<Void> waiting = Background.start(() -> lock(statement, "a"));
      // It may have the lock at once, if the command finds the deadlock while it is in the queue.
      Eventually.that("it waits, or has it", () -> waiting.isDone() || isWaiting(other));
      queue.cancel();
      assertThatThrownBy(() -> Eventually.get(queued)).hasMessageContaining("canceling statement");
      Eventually.get(waiting);
      other.rollback();
      return Eventually.get(command);
    }
  }

  /** A connection that never looks for a deadlock. */
  private Connection patient() throws SQLException {
    Connection connection = orgs.connection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET deadlock_timeout = '1d'");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  private static Void lock(Statement statement, String organization) throws SQLException {
    statement.execute(
        "SELECT FROM organizations WHERE org_name = '" + organization + "' FOR UPDATE");
    return null;
  }

  private boolean isWaiting(Connection connection) throws SQLException {
    int session = connection.unwrap(PGConnection.class).getBackendPID();
    return orgs.query("SELECT cardinality(pg_blocking_pids(" + session + ")) > 0")
        .equals(List.of("t"));
  }
}
