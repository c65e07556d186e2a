package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.PgBouncer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;

/** A statement may take as long as it likes while the server works on it. */
class LongStatementTest {

  /** A server that doesn't answer is given up after three questions. */
  private static final int QUESTIONS = 5;

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @Test
  void isNotCut() throws Exception {
    assertAppendIsWaitedFor(orgs::serverAddress);
  }

  /** The question to the server gets no session, because the only one is busy. */
  @Test
  void isNotCutOnTheOnlyConnectionOfAPooler() throws Exception {
    assumeThat(PgBouncer.isThere()).as("PgBouncer is installed").isTrue();
    orgs.requirePassword();
    try (PgBouncer pooler = PgBouncer.start(orgs, folder, 1)) {
      assertAppendIsWaitedFor(() -> new InetSocketAddress("127.0.0.1", pooler.port()));
    }
  }

  /** Appends while a trigger works as long as somebody else has the gate, and waits for no lock. */
  private void assertAppendIsWaitedFor(Supplier<InetSocketAddress> server) throws Exception {
    orgs.ok("create", "acme");
    orgs.execute(
        "CREATE TABLE gate ();"
            + " CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " WHILE EXISTS (SELECT FROM pg_locks WHERE relation = '"
            + orgs.schema()
            + ".gate'::regclass) LOOP PERFORM pg_sleep(0.05); END LOOP; RETURN NEW; END $$;"
            + " CREATE TRIGGER dawdle BEFORE INSERT ON members FOR EACH ROW"
            + " EXECUTE FUNCTION dawdle()");
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE gate");

      assertIsWaitedFor(server, other, "1\tann\n", "members", "add", "acme", "ann");
    }
  }

  /** On a cluster the one that waits is on another node. */
  @Test
  void isNotCutWhileItWaitsForALock() throws Exception {
    orgs.ok("create", "acme", "--member", "ann");
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE members SET member_name = 'bob' WHERE org_id = 1");

      assertIsWaitedFor(
          orgs::serverAddress, other, "1\tcid\n", "members", "rename", "acme", "--id", "1", "cid");
    }
  }

  /** Lets the command go on after the server was asked often enough whether it is at work. */
  private void assertIsWaitedFor(
      Supplier<InetSocketAddress> server, Connection other, String out, String... command)
      throws Exception {
    try (WireProxy proxy = new WireProxy(server, message -> false, Fault.AFTER, () -> {})) {
      orgs.goBy(proxy.port());
      try (OrgsProcess process = OrgsProcess.startWith(OrgsProcess.WATCHFUL, orgs, command)) {
        Eventually.that(
            "it was asked " + QUESTIONS + " times, or the command has ended",
            () -> proxy.connections() > QUESTIONS || !process.isAlive());
        other.commit();
        Result result = process.result();

        assertThat(result).isEqualTo(Result.ok(out));
        assertThat(proxy.connections()).isGreaterThan(QUESTIONS);
      }
    }
  }
}
