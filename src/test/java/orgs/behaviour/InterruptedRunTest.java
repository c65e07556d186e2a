package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.TestOrgs;

/** Ctrl-C ends a script, whatever its lines are told to do about failures. */
class InterruptedRunTest {

  private static final String SCRIPT = "create one\ncreate slow\ncreate three\ncreate four\n";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @BeforeEach
  void slowInsert() {
    orgs.execute(
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;"
            + " CREATE TRIGGER wait BEFORE INSERT ON organizations FOR EACH ROW"
            + " WHEN (NEW.org_name = 'slow') EXECUTE FUNCTION wait()");
  }

  @Test
  void noLineBeginsAfterTheOneThatWasInterrupted() throws Exception {
    Path script = script();
    Path rows = Files.writeString(folder.resolve("rows"), "old");

    try (OrgsProcess process =
        OrgsProcess.start(orgs, "run", script.toString(), "--keep-going", "-o", rows.toString())) {
      interruptWhileSlow(process);

      assertThat(process.exit()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(process.err())
          .isEqualTo("interrupted in line 2 of " + script + "; what was done before it is kept\n");
    }
    assertThat(orgs.contents()).containsExactly("one|null");
    assertThat(rows).hasContent("old");
  }

  @Test
  void aLineThatWasDoneIsSaidToBe() throws Exception {
    try (OrgsProcess process = OrgsProcess.start(orgs, "run", "-", "--keep-going")) {
      process.type("show two");
      process.type("create one");
      assertThat(process.out().readLine()).isEqualTo("1\tone");
      // A signal waits for the end of a line, but not for long.
      process.awaitThreadIn("FileInputStream.readBytes");
      process.interrupt();

      assertThat(process.exit()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(process.err())
          .isEqualTo(
              "orgs: stdin:1: no organization 'two'\n"
                  + "interrupted after line 2 of stdin; what was done up to then is kept\n");
    }
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void aSingleTransactionIsUndone() throws Exception {
    try (OrgsProcess process =
        OrgsProcess.start(orgs, "run", script().toString(), "--single-transaction")) {
      interruptWhileSlow(process);

      assertThat(process.exit()).isEqualTo(ExitCode.INTERRUPTED);
      orgs.awaitNoSession();
    }
    assertThat(orgs.contents()).isEmpty();
  }

  private Path script() throws IOException {
    return Files.writeString(folder.resolve("script.orgs"), SCRIPT);
  }

  private void interruptWhileSlow(OrgsProcess process) throws Exception {
    String sleeping =
        "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND application_name = '%s'"
            .formatted(orgs.schema());
    Eventually.that("the second line is at work", () -> !orgs.query(sleeping).isEmpty());
    process.interrupt();
  }
}
