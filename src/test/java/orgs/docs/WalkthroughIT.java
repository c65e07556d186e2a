package orgs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import orgs.testing.Eventually;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The scripts in demo as they are shipped: what they print, and that they leave no traces. */
@ResourceLock(TestOrgs.DEMO_SCHEMAS)
@Order(1)
class WalkthroughIT {

  private static final Path SCRIPT = Shell.distribution().resolve("demo/large-collection.sh");

  private static final Path DESIRED = Shell.distribution().resolve("demo/desired-state.sh");

  private static final String REAL_ORGS = Shell.distribution().resolve("bin/orgs").toString();

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @Test
  void givesTheRowsOfTheDemoAndLeavesNothing() throws Exception {
    orgs.ok("create", "org one", "--member", "mine");

    Result script = run(SCRIPT.toString());
    Result demo = run(REAL_ORGS, "demo");

    assertThat(script.exit()).as(script.err()).isZero();
    assertThat(script.out()).isEqualTo(demo.out()).isEqualTo(orgs.ok("demo").out());
    assertThat(script.out().lines()).hasSize(8);
    assertThat(script.err()).contains("CREATE TABLE", "DELETE FROM", "DROP SCHEMA");
    assertThat(headings(script)).isEqualTo(headings(demo)).hasSize(7);
    assertThat(schemas()).isEmpty();
    assertThat(orgs.contents()).containsExactly("org one|mine");
  }

  @Test
  void keepsAnOrganizationEqualToItsFileAndLeavesNothing() throws Exception {
    Result script = run(DESIRED.toString());

    assertThat(script.exit()).as(script.err()).isZero();
    assertThat(script.lines())
        .containsExactly(
            "60\t0\t0",
            "remove\t4\tmember 004",
            "remove\t7\tmember 007",
            "add\t\tmember new",
            "remove\t4\tmember 004",
            "remove\t7\tmember 007",
            "add\t61\tmember new",
            "0\t0\t59",
            "0\t2",
            "4\tmember 004",
            "7\tmember 007",
            "1\tstaff\t61",
            "1\t61",
            "61");
    assertThat(script.err())
        .contains("this removes 40 of 60 members, more than --max-removals 20%");
    assertThat(schemas()).isEmpty();
  }

  @Test
  void dropsItsSchemaWhenStepFails() throws Exception {
    Result result = runWithOrgs("case $* in 'members add'*) exit 5 ;; esac");

    assertThat(result.exit()).as(result.err()).isEqualTo(5);
    assertThat(result.out().lines()).hasSize(3);
    assertThat(result.err()).contains("DROP SCHEMA").doesNotContain("DELETE FROM");
    assertThat(schemas()).isEmpty();
  }

  @Test
  void dropsItsSchemaWhenItIsEnded() throws Exception {
    Result result = runWithOrgs("case $* in 'members add'*) kill -TERM $PPID ;; esac");

    assertThat(result.exit()).as(result.err()).isEqualTo(143);
    assertThat(result.err()).contains("DROP SCHEMA").doesNotContain("DELETE FROM");
    assertThat(schemas()).isEmpty();
  }

  /** Runs the script with an orgs that does this first. */
  private Result runWithOrgs(String before) throws Exception {
    Path program = folder.resolve("orgs");
    Files.writeString(program, "#!/bin/sh\n" + before + "\nexec \"" + REAL_ORGS + "\" \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return run(SCRIPT.toString());
  }

  private Result run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = Shell.environment(orgs);
    environment.put("PATH", folder + ":" + System.getenv("PATH"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    return new Result(
        Eventually.exit(process),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static List<String> headings(Result result) {
    return result.err().lines().filter(line -> line.startsWith("# ")).toList();
  }

  private List<String> schemas() {
    return orgs.query("SELECT nspname FROM pg_namespace WHERE nspname ~ 'orgs_(walk|demo)'");
  }
}
