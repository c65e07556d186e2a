package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/**
 * A password that can't be mistaken for anything else is given in every way that there is, and
 * looked for in everything that comes out.
 */
class CanaryPasswordTest {

  /** With what URLs, connection strings and files give a meaning to. */
  private static final String CANARY = "canary/7Qx:@ '\\=%41#";

  /** What is left of it whatever cuts it up. */
  private static final String TRACE = "7Qx";

  private static final String ROLE = "canary_role";

  private final TestOrgs orgs = TestOrgs.migrated();
  private final URI url = URI.create(orgs.url());

  @TempDir Path home;

  @BeforeEach
  void role() throws SQLException {
    try (Connection connection = orgs.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET log_statement = 'none'");
      statement.execute("DROP ROLE IF EXISTS " + ROLE);
      statement.execute(
          "CREATE ROLE " + ROLE + " LOGIN SUPERUSER PASSWORD '" + CANARY.replace("'", "''") + "'");
    }
    orgs.environment().put("HOME", home.toString());
    orgs.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
  }

  @AfterEach
  void drop() {
    orgs.execute("DROP ROLE " + ROLE);
  }

  @Test
  void isNowhereToBeSeen() throws IOException {
    Map<String, Map<String, String>> ways = ways();
    List<String> answers = new ArrayList<>();
    ways.forEach(
        (way, variables) -> {
          Result works = run(variables, "list");
          assertThat(works.exit()).as(way + works).isZero();
          for (List<String> command : commands()) {
            answers.add(
                way + " " + command + ": " + run(variables, command.toArray(new String[0])));
          }
        });
    answers.add(run(Map.of(), "list", "-d", withPassword(url.getPort())).toString());
    answers.add(run(Map.of(), "list", "-d", "host=x password=" + CANARY).toString());
    answers.add(
        run(Map.of("DATABASE_URL", "postgresql://a:" + CANARY + "@h/d"), "list").toString());
    answers.add(run(Map.of("DATABASE_URL", withPassword(1)), "list", "--debug").toString());

    assertThat(answers).hasSizeGreaterThan(50).noneMatch(answer -> answer.contains(TRACE));
    assertThat(orgs.serverLog()).doesNotContain(TRACE);
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).filter(this::hasTrace))
          .containsExactlyInAnyOrder(home.resolve(".pgpass"), home.resolve(".pg_service.conf"));
    }
  }

  @Test
  void isInNoListOfProcesses() throws Exception {
    orgs.environment().put("ORGS_DATABASE_URL", withPassword(url.getPort()));
    orgs.environment().remove("PGPASSWORD");
    orgs.execute("INSERT INTO organizations (org_name) VALUES ('acme')");
    try (OrgsProcess process = OrgsProcess.start(orgs, "members", "import", "acme", "-")) {
      Eventually.value("it is connected", orgs::sessions, sessions -> !sessions.isEmpty());
      assertThat(processes()).isNotEmpty().noneMatch(line -> line.contains(TRACE));
      process.terminate();
    }
  }

  private static List<String> processes() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path each : all.filter(path -> path.toString().matches(".*[0-9]")).toList()) {
        try {
          lines.add(Files.readString(each.resolve("cmdline"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
          // It has ended.
          continue;
        }
      }
    }
    return lines;
  }

  private static List<List<String>> commands() {
    return List.of(
        List.of("db", "status"),
        List.of("db", "status", "--format", "json"),
        List.of("list", "--echo", "--debug"),
        List.of("create", "acme", "--echo", "--if-not-exists"),
        List.of("show", "nobody", "--debug"),
        List.of("show", "nobody", "--format", "json"),
        List.of("list", "--schema", "nowhere", "--debug"),
        List.of("list", "-p", "1", "--debug"),
        List.of("list", "-U", "nobody", "--debug"),
        List.of("list", "--no-such-option"),
        List.of("db", "migrate", "--echo", "--debug"),
        List.of("db", "migrate", "--grant-to", "nobody", "--debug"),
        List.of("list", "--statement-timeout", "1", "--debug"));
  }

  /** A way is the variables that lead to the server with this password. */
  private Map<String, Map<String, String>> ways() throws IOException {
    String port = String.valueOf(url.getPort());
    String database = url.getPath().substring(1);
    Map<String, String> server = new TreeMap<>();
    server.put("PGHOST", url.getHost());
    server.put("PGPORT", port);
    server.put("PGDATABASE", database);
    server.put("PGUSER", ROLE);
    write(
        ".pgpass",
        "%s:%s:*:%s:%s\n"
            .formatted(
                url.getHost(), port, ROLE, CANARY.replace("\\", "\\\\").replace(":", "\\:")));
    write(
        ".pg_service.conf",
        "[canary]\nhost=%s\nport=%s\ndbname=%s\nuser=%s\npassword=%s\n"
            .formatted(url.getHost(), port, database, ROLE, CANARY));
    Map<String, String> variable = new TreeMap<>(server);
    variable.put("PGPASSWORD", CANARY);
    return Map.of(
        "variable",
        variable,
        "pgpass",
        server,
        "service",
        Map.of("PGSERVICE", "canary", "PGPASSFILE", "/dev/null"),
        "URL",
        Map.of("ORGS_DATABASE_URL", withPassword(url.getPort())),
        "common URL",
        Map.of("DATABASE_URL", withPassword(url.getPort())));
  }

  private String withPassword(int port) {
    String encoded = URLEncoder.encode(CANARY, StandardCharsets.UTF_8).replace("+", "%20");
    return "postgresql://%s:%s@%s:%d%s"
        .formatted(ROLE, encoded, url.getHost(), port, url.getPath());
  }

  private Result run(Map<String, String> variables, String... arguments) {
    Map<String, String> before = new TreeMap<>(orgs.environment());
    try {
      orgs.environment().remove("ORGS_DATABASE_URL");
      orgs.environment().remove("PGPASSWORD");
      orgs.environment().putAll(variables);
      return orgs.run(arguments);
    } finally {
      orgs.environment().clear();
      orgs.environment().putAll(before);
    }
  }

  private void write(String name, String content) throws IOException {
    Path file = Files.writeString(home.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private boolean hasTrace(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(TRACE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
