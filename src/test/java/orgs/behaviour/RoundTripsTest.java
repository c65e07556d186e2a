package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.testing.TestOrgs;

/** How often commands wait for the server. Against a distant one, that is their time. */
class RoundTripsTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void members() {
    orgs.ok("create", "one", "--member", "ann", "--member", "bob");
  }

  /** Hello, version and goodbye are three of them; COMMIT is the fourth of a change. */
  @ParameterizedTest
  @CsvSource({
    "6, create two --member ann --member bob",
    "5, create two",
    "5, show one",
    "6, members list one",
    "6, members list one --limit 1 --format table",
    "6, members list one --like a%",
    "6, members export one --contains a --format csv",
    "5, list",
    "5, rename one two",
    "6, delete one --yes",
    "5, members add one cid dan",
    "5, members count one",
    "5, members count one --like a%",
    "7, members rename one ann eva",
    "8, members remove one ann",
    "7, members remove one ann --yes",
    "7, members remove one --like a% --yes",
    "5, members export one",
    "4, export",
  })
  void commandWaitsNoMoreThan(int most, String command) {
    int[] trips = new int[1];
    List<String> statements =
        orgs.statements(() -> trips[0] = orgs.roundTrips(() -> orgs.ok(command.split(" "))));
    assertThat(trips[0]).as(String.join("\n", statements)).isLessThanOrEqualTo(most);
  }

  @Test
  void appendOfScriptWaitsTwice() {
    int one = orgs.roundTrips(() -> orgs.runWithInput("members add one x\n", "run", "-"));
    int ten =
        orgs.roundTrips(() -> orgs.runWithInput("members add one x\n".repeat(10), "run", "-"));
    assertThat(ten - one).isEqualTo(9 * 2);
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("13");
  }
}
