package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.output.Progress;
import orgs.testing.Background;
import orgs.testing.Eventually;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What a person sees of long work, on a terminal and nowhere else. */
class LongWorkTest {

  private static final String ERASE = "\r\u001b[K";

  private static TestOrgs orgs;

  @BeforeAll
  static void slowDatabase() {
    orgs = TestOrgs.migrated();
    orgs.environment().put("TERM", "xterm");
    orgs.ok("create", "one", "two");
    orgs.ok("members", "add", "one", "a", "b");
    waitAtTheGate(orgs, "TRIGGER slow BEFORE DELETE OR UPDATE ON members FOR EACH STATEMENT");
  }

  @BeforeEach
  void noTerminal() {
    orgs.withTerminals("000");
  }

  /** Lets such a statement take until nobody else has the table {@code gate}. */
  private static void waitAtTheGate(TestOrgs orgs, String trigger) {
    orgs.execute(
        """
        CREATE TABLE gate ();
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN LOCK TABLE %s.gate IN ACCESS SHARE MODE; RETURN NULL; END $$;
        CREATE %s EXECUTE FUNCTION slow()
        """
            .formatted(orgs.schema(), trigger));
  }

  /**
   * Runs a command that waits at the gate until progress had its time.
   *
   * @param shown what has to be on stderr before it goes on
   */
  private static Result runSlowly(TestOrgs orgs, String shown, InputStream in, String... command)
      throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (Connection other = orgs.connection();
        Statement gate = other.createStatement()) {
      other.setAutoCommit(false);
      gate.execute("LOCK TABLE gate");
      FutureTask<Result> running = Background.start(() -> orgs.runWithInput(in, err, command));
      orgs.awaitWaitingForLocks(1);
      awaitTurn();
      Eventually.value(
          "it shows " + shown,
          () -> err.toString(StandardCharsets.UTF_8),
          text -> text.contains(shown));
      other.rollback();
      return Eventually.get(running);
    }
  }

  private static Result runSlowly(String shown, String command) throws Exception {
    return runSlowly(orgs, shown, InputStream.nullInputStream(), command.split(" "));
  }

  /** Returns when a spinner that begins now has turned, so that others had the time to. */
  private static void awaitTurn() {
    StringBuffer shown = new StringBuffer();
    Progress.Spin spin = Progress.on(shown, 80, System::nanoTime).spin("elsewhere");
    Eventually.that("a spinner has turned", () -> shown.indexOf(ERASE + "/") >= 0);
    spin.close();
  }

  /** Waits after each of its blocks. */
  private static InputStream slow() {
    return new InputStream() {
      private int blocks;

      @Override
      public int read() {
        throw new AssertionError("a byte at a time");
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        if (blocks++ == 4) {
          return -1;
        }
        awaitTurn();
        for (int i = 0; i < 200; i++) {
          bytes[offset + i] = (byte) (i % 2 == 0 ? 'a' : '\n');
        }
        return 200;
      }
    };
  }

  @Test
  void importCountsRowsOnTerminal() {
    orgs.withTerminals("001");
    String[] command = {"members", "import", "two", "-", "--input-format", "lines"};
    Result result = orgs.runWithInput(slow(), command);
    assertThat(result.err()).contains(" rows  ").endsWith(ERASE + "imported 400 members\n");
    assertThat(result.out()).isEmpty();

    String[] quiet = {"members", "import", "two", "-", "-q"};
    assertThat(orgs.runWithInput(slow(), quiet)).isEqualTo(new Result(0, "", ""));
    assertThat(orgs.withTerminals("110").runWithInput(slow(), command).err())
        .isEqualTo("imported 400 members\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"members import acme - --create-org", "import -"})
  void importShowsThatItCommits(String command) throws Exception {
    TestOrgs slow = TestOrgs.migrated().withTerminals("001");
    slow.environment().put("TERM", "xterm");
    waitAtTheGate(
        slow,
        "CONSTRAINT TRIGGER slow AFTER INSERT ON members"
            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW");
    String line = command.startsWith("import") ? "acme\tann\n" : "ann\n";

    InputStream in = new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII));
    Result result = runSlowly(slow, "  committing", in, command.split(" "));

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(slow.contents()).containsExactly("acme|ann");
  }

  private static List<String> changes() {
    return List.of(
        "members remove one b --yes",
        "members rename one --like a --replace a --with a --yes",
        "delete one --yes");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void longStatementHasSpinnerOnTerminal(String command) throws Exception {
    orgs.execute("DELETE FROM organizations WHERE org_name = 'one'");
    orgs.ok("create", "one");
    orgs.ok("members", "add", "one", "a", "b");

    orgs.withTerminals("001");
    Result result = runSlowly(ERASE + "/", command);

    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .matches("(?s)(\r\u001b\\[K[|/\\\\-] \\d+:\\d\\d  [a-z ]+)+" + "\r\u001b\\[K");
    assertThat(result.out()).isNotEmpty();
  }

  @Test
  void nothingTurnsWhileQuestionWaitsForItsAnswer() {
    orgs.execute("DELETE FROM organizations WHERE org_name = 'asked'");
    orgs.ok("create", "asked");
    orgs.ok("members", "add", "asked", "a", "b");
    for (String command :
        new String[] {
          "members rename asked --like _ --replace b --with c",
          "members remove asked --like _",
          "delete asked"
        }) {
      orgs.withTerminals("000").ok("members", "add", "asked", "b", "b");

      Late answer = new Late("no\n");

      Result result = orgs.withTerminals("111").runWithInput(answer, command.split(" "));

      assertThat(answer.waited).as("the answer came late").isTrue();
      assertThat(result.exit()).as(result.err()).isEqualTo(6);
      assertThat(result.err().replaceFirst("(?s).*Type", "")).doesNotContain("\r");
    }
  }

  /** An answer for which a question waits longer than progress does, however it is read. */
  private static final class Late extends ByteArrayInputStream {
    private boolean waited;

    Late(String text) {
      super(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized int read() {
      waitOnce();
      return super.read();
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      waitOnce();
      return super.read(bytes, offset, length);
    }

    private void waitOnce() {
      if (waited) {
        return;
      }
      awaitTurn();
      waited = true;
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void elsewhereThereIsNothing(String command) throws Exception {
    for (String terminals : new String[] {"110", "000"}) {
      orgs.withTerminals("000").run("create", "one", "--if-not-exists");
      orgs.ok("members", "add", "one", "a", "b");
      orgs.withTerminals(terminals);
      assertThat(runSlowly("", command).err()).isEmpty();
    }
    orgs.withTerminals("000").run("create", "one", "--if-not-exists");
    orgs.ok("members", "add", "one", "a", "b");
    orgs.withTerminals("001");
    assertThat(runSlowly("", command + " -q").err()).isEmpty();
  }
}
