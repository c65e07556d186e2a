package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A database that can't hold every name is refused, by every command. */
@OneServer(OneServer.DATABASES)
class EncodingTest {

  private static final TestOrgs ORGS = TestOrgs.unmigrated();

  @BeforeAll
  static void database() {
    ORGS.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  }

  @AfterAll
  static void drop() {
    ORGS.execute("DROP DATABASE latin WITH (FORCE)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db migrate",
        "db drop --yes",
        "db reset --yes",
        "create acme",
        "list",
        "import -",
        "demo"
      })
  void isRefused(String command) {
    String url = ORGS.url().replaceFirst("/[a-z]+$", "/latin");

    Result result = ORGS.run((command + " -d " + url).split(" "));

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .contains(
            "orgs: database latin is encoded in LATIN1, and names need UTF8\n"
                + "hint: create one with: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0\n");
    assertThat(ORGS.query("SELECT 1 FROM pg_namespace WHERE nspname = '" + ORGS.schema() + "'"))
        .isEmpty();
  }
}
