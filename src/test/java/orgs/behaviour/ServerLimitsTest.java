package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Eventually;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A server that has no room, no patience, or only answers. */
class ServerLimitsTest {

  private final TestOrgs orgs = TestOrgs.migrated();
  private final String role = orgs.schema() + "_limited";

  @BeforeEach
  void role() {
    orgs.ok("create", "acme", "--member", "ann");
    orgs.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
    orgs.ok("db", "migrate", "--grant-to", role);
    orgs.environment()
        .put("ORGS_DATABASE_URL", orgs.url().replaceFirst("//[^@]*@", "//" + role + "@"));
    orgs.environment().put("PGPASSWORD", "secret");
  }

  @AfterEach
  void drop() {
    orgs.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "create new", "db migrate", "demo"})
  void withoutAFreeConnectionItIsUnreachable(String command) throws Exception {
    orgs.execute("ALTER ROLE " + role + " CONNECTION LIMIT 1");
    String url = "jdbc:" + orgs.url().replaceFirst("//[^@]*@", "//");
    try (Connection taken = DriverManager.getConnection(url, role, "secret")) {
      assertThat(taken.isValid((int) Eventually.LONGEST.toSeconds())).isTrue();

      Result result = orgs.run(command.split(" "));

      assertThat(result.exit()).as("%s", result).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(result.err()).contains(" is not available: ", "too many connections for role");
    }
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  @Test
  void readOnlyServerIsReadFrom() {
    orgs.execute("ALTER ROLE " + role + " SET default_transaction_read_only = on");

    assertThat(orgs.ok("members", "list", "acme").out()).isEqualTo("1\tann\n");
    for (String command :
        new String[] {"create new", "members add acme bob", "delete acme --yes"}) {
      Result result = orgs.run(command.split(" "));

      assertThat(result.exit()).as("%s", result).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err())
          .startsWith("orgs: the server is read-only: cannot execute ")
          .endsWith("hint: nothing was done; connect to the server that takes changes\n");
    }
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  @Test
  void sessionThatTheServerEndsIsLost() throws Exception {
    orgs.execute("ALTER ROLE " + role + " SET idle_in_transaction_session_timeout = '300ms'");

    Result result =
        orgs.runWithInput(
            new LateEnd("ann\n", orgs::awaitNoSession), "members", "import", "acme", "-");

    assertThat(result.exit()).as("%s", result).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err()).contains("orgs: lost the connection to the database: ");
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  /** What it says comes at once, and its end after something else has happened. */
  private static final class LateEnd extends InputStream {
    private final byte[] bytes;
    private final Runnable wait;
    private int at;

    LateEnd(String text, Runnable wait) {
      this.bytes = text.getBytes(StandardCharsets.US_ASCII);
      this.wait = wait;
    }

    @Override
    public int read() {
      if (at < bytes.length) {
        return bytes[at++];
      }
      wait.run();
      return -1;
    }
  }
}
