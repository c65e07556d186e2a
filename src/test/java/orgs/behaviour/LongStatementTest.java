package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
