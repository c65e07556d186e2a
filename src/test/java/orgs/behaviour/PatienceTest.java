package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.OrgsProcess;
import orgs.testing.ReservedPort;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** How long a command waits: for a server, for a statement, for a lock. */
class PatienceTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organization() {
    orgs.ok("create", "acme", "--member", "ann");
  }

  @Test
  void waitsForAServerThatIsStarting() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      String address = orgs.urlAt(port.number());
      String waiting =
          "waiting for the database at %s:%d\n"
              .formatted(URI.create(address).getHost(), port.number());
      try (OrgsProcess process = OrgsProcess.start(orgs, "list", "--wait=120", "-d", address)) {
        Eventually.value("it waits", process::err, err -> !err.isEmpty());
        try (Closeable server = orgs.serverAt(port.number())) {
          assertThat(server).isNotNull();
          assertThat(process.result()).isEqualTo(new Result(0, "1\tacme\n", waiting));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "list --wait=1", "db migrate --wait=1"})
  void whatDoesNotComeIsUnreachable(String command) throws IOException {
    try (ReservedPort port = new ReservedPort()) {
      String address = orgs.urlAt(port.number());

      Result result = orgs.run((command + " -d " + address).split(" "));

      assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(result.err()).contains("orgs: can't reach the database at ");
    }
  }

  @Test
  void nextWordIsNotTheSeconds() {
    assertThat(orgs.ok("show", "--wait", "acme", "--format", "id").out()).isEqualTo("1\n");
  }

  @Test
  void serverThatAcceptsAndSaysNothingIsUnreachable() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      orgs.environment().put("PGCONNECT_TIMEOUT", "1");

      Result result = orgs.run("list", "-d", "postgresql://localhost:" + silent.getLocalPort());

      assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(result.err())
          .isEqualTo(
              "orgs: can't reach the database at localhost:"
                  + silent.getLocalPort()
                  + ": it doesn't answer\nhint: is it running?\n");
    }
  }

  @OneServer(OneServer.ROW_LOCKS)
  @Test
  void lockThatIsKeptTooLongEndsIt() throws Exception {
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT FROM organizations FOR UPDATE");

      Result result = orgs.run("delete", "acme", "--yes", "--lock-timeout", "200ms");

      assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err())
          .isEqualTo(
              "orgs: canceling statement due to lock timeout\n"
                  + "hint: nothing was done; another transaction holds what is needed\n");
      other.rollback();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  @Test
  void statementThatTakesTooLongEndsIt() {
    orgs.execute(
        "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;"
            + " CREATE TRIGGER dawdle BEFORE INSERT ON members FOR EACH ROW"
            + " EXECUTE FUNCTION dawdle()");

    Result result = orgs.run("members", "add", "acme", "bob", "--statement-timeout=2s");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .isEqualTo("orgs: canceling statement due to statement timeout\nhint: nothing was done\n");
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  @Test
  void optionsOfTheEnvironmentStay() {
    orgs.environment().put("PGOPTIONS", "-c default_transaction_read_only=on");

    Result result = orgs.run("members", "add", "acme", "bob", "--lock-timeout=5s");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).startsWith("orgs: the server is read-only: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "0s", "1 s", "-5s", "1d", ""})
  void timeWithoutUnitIsRefused(String time) {
    Result result = orgs.run("list", "--lock-timeout=" + time);

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("give a number with ms, s, min or h: 500ms, 30s");
  }
}
