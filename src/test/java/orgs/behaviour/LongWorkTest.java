package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    // Every statement that changes or filters members takes longer than progress waits.
    orgs.execute(
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$;"
            + " CREATE TRIGGER slow BEFORE DELETE OR UPDATE ON members"
            + " FOR EACH STATEMENT EXECUTE FUNCTION slow()");
  }

  @BeforeEach
  void noTerminal() {
    orgs.withTerminals("000");
  }

  /** Waits a little after each of its blocks. */
  private static InputStream slow() {
    return new InputStream() {
      private int blocks;

      @Override
      public int read() {
        throw new AssertionError("a byte at a time");
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (blocks++ == 4) {
          return -1;
        }
        try {
          Thread.sleep(150);
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
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
  void importShowsThatItCommits(String command) {
    TestOrgs slow = TestOrgs.migrated().withTerminals("001");
    slow.environment().put("TERM", "xterm");
    slow.execute(
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_sleep(0.6); RETURN NULL; END $$;"
            + " CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON members"
            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()");
    String line = command.startsWith("import") ? "acme\tann\n" : "ann\n";

    Result result = slow.runWithInput(line, command.split(" "));

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("  committing");
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
  void longStatementHasSpinnerOnTerminal(String command) {
    orgs.execute("DELETE FROM organizations WHERE org_name = 'one'");
    orgs.ok("create", "one");
    orgs.ok("members", "add", "one", "a", "b");

    Result result = orgs.withTerminals("001").run(command.split(" "));

    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .matches("(?s)(\r\u001b\\[K[|/\\\\-] 0:0\\d  [a-z ]+)+" + "\r\u001b\\[K");
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
      try {
        Thread.sleep(500);
        waited = true;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void elsewhereThereIsNothing(String command) {
    for (String terminals : new String[] {"110", "000"}) {
      orgs.withTerminals("000").run("create", "one", "--if-not-exists");
      orgs.ok("members", "add", "one", "a", "b");
      assertThat(orgs.withTerminals(terminals).run(command.split(" ")).err()).isEmpty();
    }
    orgs.withTerminals("000").run("create", "one", "--if-not-exists");
    orgs.ok("members", "add", "one", "a", "b");
    orgs.withTerminals("001");
    assertThat(orgs.run((command + " -q").split(" ")).err()).isEmpty();
  }
}
