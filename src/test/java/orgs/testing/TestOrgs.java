package orgs.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.cli.Cli;
import orgs.cli.console.Console;
import orgs.codegen.ThrowawayServer;
import orgs.database.migration.Migrations;
import orgs.server.LocalServer;

/** {@code orgs} in this process, on an empty schema of its own in a real PostgreSQL. */
public final class TestOrgs {

  /** Locked by tests that run a demo or look for what it left behind. */
  public static final String DEMO_SCHEMAS = "schemas of demos";

  /** A login by SCRAM. */
  private static final int ROUND_TRIPS_OF_PASSWORD = 2;

  /** On a server that others use, too, those of this run only. */
  static final String SCHEMAS =
      TestServer.isNamed() ? "test_" + ProcessHandle.current().pid() + "_" : "test_";

  /** How the question begins whether a session is at work. */
  private static final String PROBE = "SELECT pid IS NOT NULL,";

  /** Its own words: not all of these errors have a state of their own. */
  private static final String UNSUPPORTED = "not supported";

  /** The directory of orgs, unless a test has one of its own; there is no local database in it. */
  static final String HOME = Path.of("target", "no-local-database").toAbsolutePath().toString();

  private static final String NO_TERMINALS = "000";
  private static final int USUAL_WIDTH = 80;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final TestServer server;
  private final String schema;
  private final Map<String, String> environment = new TreeMap<>();
  private String terminals = NO_TERMINALS;
  private int width = USUAL_WIDTH;
  private boolean daemon = Launcher.isWanted();

  private TestOrgs(TestServer server, boolean migrated) {
    this(server, SCHEMAS + COUNT.incrementAndGet());
    if (migrated) {
      try {
        MigratedSchema.create(server, schema);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      if (server.isCluster()) {
        ok("db", "distribute", "--shards", "4");
      }
    }
  }

  private TestOrgs(TestServer server, String schema) {
    this.server = server;
    this.schema = schema;
    LocalServer.Address address = server.address();
    environment.put("ORGS_DATABASE_URL", url());
    if (!address.password().isEmpty()) {
      environment.put("PGPASSWORD", address.password());
    }
    environment.put("PGAPPNAME", schema);
    environment.put("ORGS_SCHEMA", schema);
    environment.put("NO_COLOR", "1");
    // No progress either: a slow machine would show what a quick one does not.
    environment.put("TERM", "dumb");
    environment.put("ORGS_PAGER", "");
    environment.put("HOME", Path.of("target").toAbsolutePath().toString());
    environment.put("ORGS_HOME", HOME);
  }

  /** On a schema as this build makes it. */
  public static TestOrgs migrated() {
    return new TestOrgs(TestServer.get(), true);
  }

  /** On a server that has no such schema. */
  public static TestOrgs unmigrated() {
    return new TestOrgs(TestServer.get(), false);
  }

  /**
   * On a schema as this build makes it, on the run's own server also where another one is named.
   */
  public static TestOrgs migratedOnOwnServer() {
    return new TestOrgs(TestServer.own(), true);
  }

  /** On another server, where there is no such schema. */
  public static TestOrgs on(ThrowawayServer server) {
    return new TestOrgs(TestServer.of(server), false);
  }

  /** On a Citus cluster and not distributed; without one the test is skipped. */
  public static TestOrgs onCluster() {
    assumeThat(TestServer.isNamed() && TestServer.get().isCluster())
        .as("%s names a cluster", TestServer.VARIABLE)
        .isTrue();
    TestOrgs orgs = unmigrated();
    orgs.ok("db", "migrate");
    return orgs;
  }

  /** Somebody else on the same schema, with an environment of their own. */
  public TestOrgs somebodyElse() {
    return new TestOrgs(server, schema);
  }

  /** Skips a test of what becomes of a password, where none is asked for. */
  public void requirePassword() {
    assumeThat(server.address().password()).as("the server's password").isNotEmpty();
  }

  /** The environment that commands see; may be changed. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The server's address as a URL without a password. */
  public String url() {
    LocalServer.Address address = server.address();
    return "postgresql://%s@%s:%d/%s"
        .formatted(address.user(), address.host(), address.port(), address.database());
  }

  /** The schema's name. */
  public String schema() {
    return schema;
  }

  /** Where the server is. */
  public InetSocketAddress serverAddress() {
    return new InetSocketAddress(server.address().host(), server.address().port());
  }

  /** From here on commands go by this port, without TLS; 0 is the server's own. */
  public void goBy(int port) {
    String own = ":" + server.address().port() + "/";
    environment.put("PGSSLMODE", "disable");
    environment.put("ORGS_DATABASE_URL", port == 0 ? url() : url().replace(own, ":" + port + "/"));
  }

  /** The URL of a database at this port, without a password. */
  public String urlAt(int port) {
    return url().replaceFirst(":[0-9]+/", ":" + port + "/");
  }

  /** From here until it is closed the server is at this port, too. */
  public Closeable serverAt(int port) throws IOException {
    return new CountingProxy(port, server.address().host(), server.address().port());
  }

  /** Lets commands believe that these of stdin, stdout and stderr are terminals: 1 or 0 each. */
  public TestOrgs withTerminals(String newTerminals) {
    terminals = newTerminals;
    return this;
  }

  /** Commands run in the process of the tests, which can make what they read fail. */
  public TestOrgs inThisProcess() {
    daemon = false;
    return this;
  }

  /** Lets commands believe that the terminal has so many columns. */
  public TestOrgs withWidth(int columns) {
    width = columns;
    return this;
  }

  /** Runs a command with nothing to read. */
  public Result run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs a command that reads this. */
  public Result runWithInput(String input, String... arguments) {
    return runWithInput(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
  }

  /** Runs a command that reads this. */
  public Result runWithInput(InputStream in, String... arguments) {
    return runWithInput(in, new ByteArrayOutputStream(), arguments);
  }

  /**
   * Runs a command that reads this.
   *
   * @param err gets what it writes to stderr, and may be read meanwhile
   */
  public Result runWithInput(InputStream in, ByteArrayOutputStream err, String... arguments) {
    if (daemon
        && terminals.equals(NO_TERMINALS)
        && width == USUAL_WIDTH
        && Launcher.canTake(arguments)) {
      return Launcher.run(this, in, err, arguments);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console = Console.of(in, out, err, environment, terminals, String.valueOf(width));
    int exit = new Cli(console).run(arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that has to succeed. */
  public Result ok(String... arguments) {
    Result result = run(arguments);
    if (result.exit() != 0) {
      throw new AssertionError("orgs " + String.join(" ", arguments) + ": " + result);
    }
    return result;
  }

  /** Reads the database behind the commands' back: rows of columns joined by {@code |}. */
  public List<String> query(String sql) {
    return table(sql).stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
        .toList();
  }

  /** Reads the database behind the commands' back. */
  public List<List<String>> table(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Changes the database behind the commands' back. Where a cluster can't do that, a trigger for
   * instance, the test is skipped.
   */
  public void execute(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      if (server.isCluster() && e.getMessage().contains(UNSUPPORTED)) {
        Assumptions.abort("on a cluster: " + e.getMessage());
      }
      throw new IllegalStateException(e);
    }
  }

  /**
   * Vacuums and analyzes a table. Plans depend on how much of it is visible to all, and that is
   * nothing while other tests have older transactions.
   */
  public void vacuum(String table) {
    String visible =
        "SELECT relallvisible = relpages FROM pg_class WHERE oid = '" + table + "'::regclass";
    Eventually.that(
        "all of " + table + " is visible",
        () -> {
          execute("VACUUM ANALYZE " + table);
          return query(visible).equals(List.of("t"));
        });
  }

  /** Migrates the schema with the files at this place. */
  public void migrate(String location) {
    Migrations.migrate(server.dataSource(), schema, location, message -> {}, sql -> {});
  }

  /** Its database, as superuser. */
  PGSimpleDataSource database() {
    return server.dataSource();
  }

  /** A connection of one's own, with the schema on its search path. */
  public Connection connection() throws SQLException {
    Connection connection = server.dataSource().getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + schema + ", public");
    }
    return connection;
  }

  /** All organizations with all members, in order: {@code org|member}. */
  public List<String> contents() {
    return query(
        "SELECT org_name, member_name FROM organizations LEFT JOIN members USING (org_id)"
            + " ORDER BY org_id, member_id");
  }

  /** The server's sessions for commands on this schema: {@code state|query}. */
  public List<String> sessions() {
    return query(
        "SELECT state, query FROM pg_stat_activity WHERE application_name = '" + schema + "'");
  }

  /** How many of the server's sessions for commands on this schema wait for a lock. */
  public int waitingForLocks() {
    String elsewhere =
        " OR pid IN (SELECT citus_pid_for_gpid(waiting_gpid) FROM citus_lock_waits"
            + " JOIN pg_dist_node ON nodeid = citus_nodeid_for_gpid(waiting_gpid) AND groupid = 0)";
    return query(
            "SELECT 1 FROM pg_stat_activity WHERE application_name = '"
                + schema
                + "' AND (wait_event_type = 'Lock'"
                + (server.isCluster() ? elsewhere : "")
                + ")")
        .size();
  }

  /** Waits until a session of a command on this schema shows this, as {@link #sessions} has it. */
  public void awaitSession(String stateOrQuery) {
    Eventually.value(
        "a session with " + stateOrQuery,
        this::sessions,
        sessions -> sessions.stream().anyMatch(session -> session.contains(stateOrQuery)));
  }

  /** Waits until the server has ended the sessions of commands on this schema. */
  public void awaitNoSession() {
    Eventually.value("all sessions have ended", this::sessions, List::isEmpty);
  }

  /** Waits until so many sessions of commands on this schema wait for a lock. */
  public void awaitWaitingForLocks(int count) {
    Eventually.value(
        count + " sessions wait for a lock", this::waitingForLocks, waiting -> waiting >= count);
  }

  /**
   * Lets commands use a local database of their own, which is to be stopped.
   *
   * @param folder for a link to the programs that are unpacked already
   * @param data where the database is to be
   */
  public void useLocalDatabase(Path folder, Path data) throws IOException {
    Path caches = Files.createDirectory(folder.resolve("caches"));
    Files.createSymbolicLink(caches.resolve("orgs"), Path.of("target/postgresql").toAbsolutePath());
    environment.keySet().removeIf(name -> name.startsWith("ORGS_"));
    environment.put("XDG_CACHE_HOME", caches.toString());
    environment.put("XDG_DATA_HOME", data.toString());
  }

  /**
   * How often commands on this schema waited for the server while the action ran, the goodbye
   * included: round trips over TCP without TLS. The login is counted as one, as it is where no
   * password is asked for.
   */
  public int roundTrips(Runnable action) {
    assumeThat(TestServer.isNamed()).as("how one logs in there isn't known").isFalse();
    LocalServer.Address address = server.address();
    try (CountingProxy proxy = new CountingProxy(address.host(), address.port())) {
      environment.put("PGSSLMODE", "disable");
      environment.put(
          "ORGS_DATABASE_URL", url().replace(":" + address.port() + "/", ":" + proxy.port() + "/"));
      action.run();
      return proxy.trips() - ROUND_TRIPS_OF_PASSWORD;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      environment.put("ORGS_DATABASE_URL", url());
      environment.remove("PGSSLMODE");
    }
  }

  /**
   * The statements that commands on this schema sent while the action ran, as the server logged
   * them: {@code execute <unnamed>/C_1: SELECT ...} for one through a cursor.
   */
  public List<String> statements(Runnable action) {
    return messages(action).stream()
        .filter(statement -> statement.matches("(?s)(statement|execute (?!fetch from ).*?): .*"))
        .collect(Collectors.toList());
  }

  /** All that the server logged for commands on this schema while the action ran. */
  public List<String> messages(Runnable action) {
    requireLog();
    String mark = TestServer.LOG_MARK + schema + ">>";
    long before = server.logFile().toFile().length();
    action.run();
    List<Message> messages = new ArrayList<>();
    boolean ours = false;
    for (String line : logSince(before).lines().toList()) {
      if (line.startsWith(TestServer.LOG_MARK)) {
        ours = line.startsWith(mark) && line.contains(">> LOG:  ");
        if (ours) {
          String session = line.substring(mark.length(), line.indexOf(">> LOG:  "));
          messages.add(new Message(session, line.substring(line.indexOf("LOG:  ") + 6)));
        }
      } else if (ours) {
        messages.add(messages.remove(messages.size() - 1).with(" " + line.strip()));
      }
    }
    // On a busy machine a statement may take so long that the server is asked whether it is at
    // work.
    Set<String> probes =
        messages.stream()
            .filter(message -> message.text().contains(PROBE))
            .map(Message::session)
            .collect(Collectors.toSet());
    return messages.stream()
        .filter(message -> !probes.contains(message.session()))
        .map(Message::text)
        .collect(Collectors.toList());
  }

  private void requireLog() {
    assumeThat(server.logFile()).as("a log that can be read").isNotNull();
  }

  /** All that the server has logged. */
  public String serverLog() {
    return logSince(0);
  }

  private String logSince(long position) {
    requireLog();
    try (InputStream log = Files.newInputStream(server.logFile())) {
      log.skipNBytes(position);
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server logged of a session. */
  private record Message(String session, String text) {
    Message with(String more) {
      return new Message(session, text + more);
    }
  }
}
