package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** However long a statement takes: as long as the server is at it, nobody gives it up. */
class LongStatementTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  /** Longer than a server that says nothing would be waited for. */
  @Test
  void isNotCut() {
    orgs.ok("create", "acme");
    orgs.execute(
        "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_sleep(40); RETURN NEW; END $$;"
            + " CREATE TRIGGER dawdle BEFORE INSERT ON members FOR EACH ROW"
            + " EXECUTE FUNCTION dawdle()");

    assertThat(orgs.ok("members", "add", "acme", "ann").out()).isEqualTo("1\tann\n");
  }

  /** On a cluster the one that waits is on another node. */
  @Test
  void isNotCutWhileItWaitsForALock() throws Exception {
    orgs.ok("create", "acme", "--member", "ann");
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE members SET member_name = 'bob' WHERE org_id = 1");
      FutureTask<Result> rename =
          new FutureTask<>(() -> orgs.run("members", "rename", "acme", "--id", "1", "cid"));
      // Not in the pool that tests share: it has one thread on two processors.
      new Thread(rename).start();
      Thread.sleep(40_000);
      assertThat(rename.isDone()).isFalse();
      other.commit();

      assertThat(rename.get(30, TimeUnit.SECONDS).out()).isEqualTo("1\tcid\n");
    }
  }
}
