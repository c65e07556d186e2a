package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.OrgsProcess;
import orgs.testing.Programs;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The way into the same database with psql and others. */
class OtherProgramsTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    if (!orgs.environment().containsKey("ORGS_HOME")) {
      orgs.run("db", "stop");
    }
  }

  @Test
  void urlOfServer() {
    String options = "?options=-csearch_path%3D" + orgs.schema() + "%2Cpublic";

    assertThat(orgs.run("db", "url"))
        .isEqualTo(Result.ok(orgs.url() + options + "&application_name=" + orgs.schema() + "\n"));
    assertThat(orgs.ok("db", "url", "--format", "json").out()).startsWith("\"postgresql://");
    assertThat(orgs.ok("db", "url", "--format", "csv").out()).startsWith("url\npostgresql://");
  }

  @Test
  void urlSaysAllThatWasSaidButThePassword() {
    orgs.environment().remove("PGAPPNAME");
    orgs.environment()
        .put("ORGS_DATABASE_URL", "postgresql://me%40home:secret@a.example,[::1]:6543/my%20db");

    assertThat(orgs.ok("db", "url", "--schema", "My \\ schema", "--lock-timeout", "1s").out())
        .isEqualTo(
            "postgresql://me%40home@a.example:5432,[::1]:6543/my%20db"
                + "?options=-c%20lock_timeout%3D1s"
                + "%20-csearch_path%3D%22My%5C%20%5C%5C%5C%20schema%22%2Cpublic"
                + "&sslmode=verify-full&sslrootcert=system\n");
    assertThat(orgs.ok("db", "url", "-h", "/tmp").out()).contains("@%2Ftmp:5432/");
  }

  @Test
  void urlIsOneThatOrgsItselfUnderstands() {
    orgs.ok("create", "acme");
    orgs.environment().put("ORGS_DATABASE_URL", orgs.ok("db", "url").out().strip());

    assertThat(orgs.ok("list").out()).isEqualTo("1\tacme\n");
  }

  @Test
  void psqlAcceptsTheUrl() throws IOException {
    assumeThereIsPsql();
    orgs.ok("create", "acme");
    orgs.ok("db", "migrate", "--schema", "Odd 'name\\");
    orgs.ok("create", "globex", "--schema", "Odd 'name\\");

    assertThat(psql(orgs.ok("db", "url").out(), "SELECT org_name FROM organizations"))
        .isEqualTo(Result.ok("acme\n"));
    assertThat(
            psql(
                orgs.ok("db", "url", "--schema", "Odd 'name\\").out(),
                "SELECT org_name FROM organizations"))
        .isEqualTo(Result.ok("globex\n"));
  }

  @Test
  void psqlIsRunOnTheServer() throws Exception {
    assumeThereIsPsql();
    orgs.ok("create", "acme");
    orgs.environment().put("PGSERVICE", "nosuch");
    orgs.environment().put("PGDATABASE", "nosuch");

    assertThat(run("db", "psql", "-Atc", "SELECT org_name FROM organizations"))
        .isEqualTo(Result.ok("acme\n"));
    assertThat(run("db", "psql", "-q", "-Atc", "SELECT 1")).isEqualTo(Result.ok("1\n"));
    assertThat(run("db", "psql", "--", "-o", folder.resolve("rows") + "", "-Atc", "SELECT 2"))
        .isEqualTo(Result.ok(""));
    assertThat(folder.resolve("rows")).hasContent("2");
    assertThat(run("db", "psql", "-v", "ON_ERROR_STOP=1", "-c", "SELECT nosuch").exit())
        .isEqualTo(1);
    assertThat(run("--schema", "nosuch", "db", "psql", "-Atc", "SHOW search_path").out())
        .isEqualTo("nosuch, public\n".replace(", ", ","));
  }

  @Test
  void psqlReadsStdin() throws Exception {
    assumeThereIsPsql();
    Path script = Files.writeString(folder.resolve("script.sql"), "SELECT 41 + 1;\nSELECT x;\n");

    try (OrgsProcess process =
        OrgsProcess.startFrom(script, orgs, "db", "psql", "-At", "-v", "ON_ERROR_STOP=1")) {
      assertThat(process.out().readLine()).isEqualTo("42");
      assertThat(process.exit()).isEqualTo(3);
      assertThat(process.err()).contains("column \"x\" does not exist");
    }
  }

  /** Others can read the arguments of a process. */
  @Test
  void noArgumentHasThePassword() throws Exception {
    orgs.requirePassword();
    assumeThereIsPsql();
    Path folderOfPrograms = Files.createDirectory(folder.resolve("bin"));
    Path program = folderOfPrograms.resolve("psql");
    Files.writeString(program, "#!/bin/sh\necho \"$0|$*|$PGPASSWORD|$PGDATABASE\"; exit 42\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    orgs.environment().put("PATH", folderOfPrograms + ":" + System.getenv("PATH"));
    String password = orgs.environment().get("PGPASSWORD");

    Result result = run("db", "psql", "-c", "a b", "--set=x=y", "--help");

    assertThat(result.exit()).isEqualTo(42);
    assertThat(result.out().split("\\|"))
        .containsExactly(program.toString(), "-c a b --set=x=y --help", password, "postgres\n");
  }

  @Test
  void localDatabase() throws Exception {
    assumeThereIsPsql();
    orgs.useLocalDatabase(folder, folder.resolve("data"));
    orgs.environment().keySet().removeIf(name -> name.startsWith("PG"));

    Result started = orgs.ok("db", "url");

    assertThat(started.err()).contains("starting the local database");
    String url = started.out().strip();
    assertThat(url)
        .matches(
            "postgresql://orgs@127\\.0\\.0\\.1:\\d+/postgres\\?options=-csearch_path%3Dorgs%2Cpublic"
                + "&sslmode=disable&passfile=/.*/pgpass");
    String password = Files.readString(folder.resolve("data/orgs/password")).strip();
    assertThat(url).doesNotContain(password);
    assertThat(psql(url, "SELECT count(*) FROM organizations")).isEqualTo(Result.ok("0\n"));
    assertThat(orgs.run("list", "-d", url, "--schema", "orgs")).isEqualTo(Result.ok(""));
    assertThat(run("db", "psql", "-Atc", "SELECT count(*) FROM members"))
        .isEqualTo(Result.ok("0\n"));
    assertThat(orgs.withTerminals("111").run("db", "url").err())
        .isEqualTo("the password is in " + folder.resolve("data/orgs/pgpass") + "\n");
  }

  @Test
  void withoutPsql() {
    orgs.environment().put("PATH", folder.toString());

    assertThat(orgs.run("db", "psql"))
        .isEqualTo(
            new Result(
                1,
                "",
                "orgs: there is no psql on the PATH\n"
                    + "hint: install PostgreSQL's client programs (Debian: postgresql-client);"
                    + " orgs db url prints the address for others\n"));
  }

  @Test
  void optionsThatMeanSomethingElseToPsqlAreRefused() {
    for (String option : new String[] {"--format=csv", "-ofile"}) {
      Result result = orgs.run("db", "psql", option);
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.err()).contains("hint: psql's own options come behind --");
    }
  }

  private static void assumeThereIsPsql() {
    assumeTrue(Programs.runs("psql", "--version"), "no psql here");
  }

  private Result psql(String url, String sql) throws IOException {
    Map<String, String> environment = new TreeMap<>(orgs.environment());
    environment.keySet().removeIf(name -> name.matches("PG.*") && !name.equals("PGPASSWORD"));
    environment.put("PATH", System.getenv("PATH"));
    environment.put("URL", url.strip());
    environment.put("SQL", sql);
    return Programs.run(environment, "psql \"$URL\" -Atc \"$SQL\"");
  }

  private Result run(String... arguments) throws Exception {
    try (OrgsProcess process = OrgsProcess.start(orgs, arguments)) {
      StringBuilder out = new StringBuilder();
      for (int c; (c = process.out().read()) >= 0; ) {
        out.append((char) c);
      }
      return new Result(process.exit(), out.toString(), process.err());
    }
  }
}
