package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Ways to a server, and what is said where there is none. */
class ConnectionTest {

  /** Leads nowhere: where it counts, the command fails. */
  private static final String NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing";

  private final TestOrgs orgs = TestOrgs.migrated();
  private final URI url = URI.create(orgs.url());

  @TempDir Path home;

  @BeforeEach
  void ownHome() {
    orgs.environment().put("HOME", home.toString());
    orgs.ok("create", "one");
  }

  @Test
  void flagsBeatUrls() {
    orgs.environment().put("ORGS_DATABASE_URL", NOWHERE);
    orgs.environment().put("DATABASE_URL", NOWHERE);

    assertReaches(
        "-h", url.getHost(), "-p", port(), "-U", url.getUserInfo(), "--dbname", database());
    assertReaches("--dbname", orgs.url());
    assertReaches(
        "-d", "jdbc:" + orgs.url().replaceFirst("//[^@]*@", "//") + "?user=" + url.getUserInfo());
    assertThat(orgs.run("list").exit()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void ownUrlBeatsTheCommonOne() {
    orgs.environment().put("DATABASE_URL", NOWHERE);

    assertReaches();
  }

  @Test
  void commonUrlBeatsLibpqsVariables() {
    orgs.environment().put("DATABASE_URL", orgs.environment().remove("ORGS_DATABASE_URL"));
    orgs.environment().put("PGHOST", "127.0.0.1");
    orgs.environment().put("PGPORT", "1");
    orgs.environment().put("PGUSER", "nobody");

    assertReaches();
  }

  @Test
  void libpqsVariablesBeatTheConfiguration() throws IOException {
    write(".config/orgs/config.properties", "url=" + NOWHERE);
    orgs.environment().remove("ORGS_DATABASE_URL");
    orgs.environment().put("PGHOST", url.getHost());
    orgs.environment().put("PGPORT", port());
    orgs.environment().put("PGUSER", url.getUserInfo());
    orgs.environment().put("PGDATABASE", database());

    assertReaches();
  }

  @Test
  void configurationBeatsTheLocalDatabase() throws IOException {
    orgs.environment().remove("ORGS_DATABASE_URL");
    write(".config/orgs/config.properties", "url=" + orgs.url());

    assertReaches();
  }

  @Test
  void serviceFileAndPasswordFile() throws IOException {
    orgs.environment().remove("ORGS_DATABASE_URL");
    String password = orgs.environment().remove("PGPASSWORD");
    String service =
        "[mine]\nhost=%s\nport=%s\nuser=%s\ndbname=%s\n"
            .formatted(url.getHost(), port(), url.getUserInfo(), database());
    write(".pg_service.conf", service);
    Path passwords = write(".pgpass", "other:*:*:*:no\n*:" + port() + ":*:*:" + password + "\n");

    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    assertReaches("--service", "mine");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
    assertFails(
        ExitCode.USAGE,
        "the password file "
            + passwords
            + " can be read or changed by others\nhint: run: chmod 600 "
            + passwords,
        orgs.run("list", "--service", "mine"));
  }

  @Test
  void passwordInUrlIsForTheEnvironmentOnly() {
    orgs.requirePassword();
    String secret = orgs.environment().remove("PGPASSWORD");
    String withPassword = orgs.url().replaceFirst("@", ":" + secret + "@");

    Result refused = orgs.run("list", "--debug", "-d", withPassword);
    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err())
        .startsWith(
            "orgs: a password on the command line can be seen by others\n"
                + "hint: leave it out of --dbname and use PGPASSWORD or ~/.pgpass\n")
        .doesNotContain(secret);
    orgs.environment().put("ORGS_DATABASE_URL", withPassword);
    assertReaches();
  }

  @Test
  void wrongPasswordIsToldAndNotRepeated() {
    orgs.requirePassword();
    orgs.environment().put("PGPASSWORD", "s3cret");

    for (String option : new String[] {"--format=tsv", "--debug", "--echo"}) {
      Result result = orgs.run("list", option);
      assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(result.err())
          .contains(" refused the login: ", "hint: set PGPASSWORD or add the server to ~/.pgpass\n")
          .doesNotContain("s3cret");
    }
    assertThat(orgs.run("list").err()).hasLineCount(2);
  }

  @Test
  void missingPasswordIsTold() {
    orgs.requirePassword();
    orgs.environment().remove("PGPASSWORD");

    assertFails(
        ExitCode.UNREACHABLE,
        "the database at "
            + url.getHost()
            + ":"
            + port()
            + " asks for a password\nhint: set PGPASSWORD or add the server to ~/.pgpass",
        orgs.run("list"));
  }

  @Test
  void missingDatabaseIsTold() {
    Result result = orgs.run("list", "-d", "nothing");

    assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err())
        .contains(
            "database \"nothing\" does not exist\nhint: give another one with"
                + " --dbname, or create it\n")
        .hasLineCount(2);
  }

  @Test
  void closedPortIsTold() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Result result = orgs.run("list", "-h", "127.0.0.1", "-p", String.valueOf(closed));

    assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err())
        .startsWith("orgs: can't reach the database at 127.0.0.1:" + closed + ": ")
        .endsWith("\nhint: is it running?\n")
        .hasLineCount(2);
  }

  @Test
  void unknownHostIsTold() {
    assertFails(
        ExitCode.UNREACHABLE,
        "can't reach the database at nohost.invalid: there is no such host",
        orgs.run("list", "-h", "nohost.invalid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "x", "-1"})
  void impossiblePortIsUsageError(String port) {
    assertThat(orgs.run("list", "-h", "127.0.0.1", "--port=" + port).exit())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void unmigratedSchemaIsTold() {
    TestOrgs empty = TestOrgs.unmigrated();

    for (String command : new String[] {"list", "create one", "members count", "delete a --yes"}) {
      assertFails(
          ExitCode.SCHEMA,
          "schema " + empty.schema() + " is not migrated\nhint: run: orgs db migrate",
          empty.run(command.split(" ")));
    }
    assertThat(empty.run("db", "status").exit()).isEqualTo(ExitCode.SCHEMA);
    assertThat(empty.query("SELECT 1 FROM pg_namespace WHERE nspname = '" + empty.schema() + "'"))
        .isEmpty();
    assertThat(empty.run("db", "migrate").exit()).isZero();
    assertThat(empty.run("db", "migrate").err())
        .isEqualTo("schema " + empty.schema() + " is up to date\n");
    assertThat(empty.run("create", "one").exit()).isZero();
  }

  /** Ours, or another tool's in the same schema. */
  @ParameterizedTest
  @CsvSource({"999, 999", "20260101120000, 20260101120000", "2026.01.01, 2026"})
  void newerSchemaIsTold(String version, String shown) {
    orgs.execute(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) VALUES (999, '"
            + version
            + "', 'later', 'SQL', 'V999__later.sql', 'x', 1, true)");

    Result result = orgs.run("list");
    assertThat(result.exit()).isEqualTo(ExitCode.SCHEMA);
    assertThat(result.err())
        .startsWith("orgs: schema " + orgs.schema() + " has version " + shown + ", newer than ")
        .endsWith("\nhint: install a newer orgs\n");
    assertThat(orgs.run("db", "status").exit()).isEqualTo(ExitCode.SCHEMA);
    assertThat(orgs.run("db", "migrate").exit()).isEqualTo(ExitCode.SCHEMA);
  }

  @Test
  void olderSchemaIsTold() {
    orgs.execute("UPDATE flyway_schema_history SET version = '0.5' WHERE version IS NOT NULL");

    Result result = orgs.run("list");
    assertThat(result.exit()).isEqualTo(ExitCode.SCHEMA);
    assertThat(result.err()).endsWith("\nhint: run: orgs db migrate\n");
  }

  @Test
  void statusShowsWhatIsMeantAndNoSecret() {
    orgs.requirePassword();
    Result result = orgs.run("db", "status");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("host\t" + url.getHost() + "\tORGS_DATABASE_URL\n", "state\tready\tserver\n")
        .contains("schema\t" + orgs.schema() + "\tORGS_SCHEMA\n")
        .contains("password\t(not shown)\tPGPASSWORD\n")
        .doesNotContain(orgs.environment().get("PGPASSWORD"));
    assertThat(orgs.run("db", "status", "-h", "127.0.0.1", "-p", "1").exit())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void resetNeedsItsName() {
    assertThat(orgs.run("db", "reset"))
        .isEqualTo(
            new Result(
                ExitCode.REFUSED,
                "",
                "orgs: this drops schema '"
                    + orgs.schema()
                    + "' with everything in it; confirm it with --yes\nhint: nothing was done\n"));
    orgs.withTerminals("111");
    assertThat(orgs.runWithInput("orgs\n", "db", "reset").exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(orgs.contents()).containsExactly("one|null");
    assertThat(orgs.runWithInput(orgs.schema() + "\n", "db", "reset").exit()).isZero();
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void localCommandsAreNotForServers() {
    for (String command : new String[] {"start", "stop"}) {
      assertFails(
          ExitCode.USAGE,
          "this is for the local database, but ORGS_DATABASE_URL names a server\n"
              + "hint: unset it for this command",
          orgs.run("db", command));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"My Schema", "it's", "ünïcode", "select", "x; DROP TABLE members; --"})
  void anySchemaName(String schema) {
    orgs.environment().put("ORGS_SCHEMA", schema);

    assertThat(orgs.run("list").exit()).isEqualTo(ExitCode.SCHEMA);
    orgs.ok("db", "migrate");
    assertThat(orgs.ok("create", "two", "--member", "a", "--member", "b").out())
        .isEqualTo("1\ttwo\n");
    assertThat(orgs.ok("members", "add", "two", "c").out()).isEqualTo("3\tc\n");
    assertThat(orgs.ok("list", "--counts", "--sort", "name").out()).isEqualTo("1\ttwo\t3\n");
    assertThat(orgs.ok("members", "rename", "two", "c", "d").out()).isEqualTo("3\td\n");
    assertThat(orgs.ok("members", "remove", "two", "d").out()).isEqualTo("3\td\n");
    assertThat(orgs.ok("show", "two").out()).isEqualTo("1\ttwo\t2\texact\n");
    assertThat(orgs.ok("delete", "two", "--yes").out()).isEqualTo("1\ttwo\t2\n");
    orgs.ok("db", "reset", "--yes");
    orgs.ok("db", "drop", "--yes");
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void schemaOptionBeatsTheVariable() {
    orgs.environment().put("ORGS_SCHEMA", "nothing");

    assertReaches("--schema", orgs.schema());
    assertThat(orgs.run("list", "--schema", "pg_catalog").exit()).isEqualTo(ExitCode.USAGE);
  }

  private void assertReaches(String... options) {
    String[] arguments =
        Stream.concat(Stream.of("list"), Stream.of(options)).toArray(String[]::new);
    assertThat(orgs.run(arguments)).isEqualTo(Result.ok("1\tone\n"));
  }

  private static void assertFails(int exit, String message, Result result) {
    assertThat(result).isEqualTo(new Result(exit, "", "orgs: " + message + "\n"));
  }

  private String port() {
    return String.valueOf(url.getPort());
  }

  private String database() {
    return url.getPath().substring(1);
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
