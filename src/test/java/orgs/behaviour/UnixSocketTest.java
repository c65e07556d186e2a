package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.codegen.ThrowawayServer;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.UnixRelay;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;
import orgs.testing.WireProxy.Message;

/** A server that is reached by a Unix socket. */
class UnixSocketTest {

  private static final String NO_SERVER =
      "\nhint: is the server running, with this folder among its unix_socket_directories?\n";

  @TempDir private static Path sockets;

  private static ThrowawayServer server;

  @TempDir Path home;

  private TestOrgs orgs;

  @BeforeAll
  static void start() throws IOException {
    server =
        new ThrowawayServer(
            Path.of("target"), Map.of("unix_socket_directories", sockets.toString()));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void goBySocket() {
    orgs = TestOrgs.on(server);
    goBy(sockets.toString(), port());
    orgs.environment().put("HOME", home.toString());
    orgs.ok("db", "migrate");
    orgs.ok("create", "acme", "--member", "ann");
  }

  private void goBy(String host, String port) {
    orgs.environment().remove("ORGS_DATABASE_URL");
    orgs.environment().put("PGHOST", host);
    orgs.environment().put("PGPORT", port);
    orgs.environment().put("PGUSER", server.address().user());
    orgs.environment().put("PGDATABASE", server.address().database());
  }

  private static String port() {
    return String.valueOf(server.port());
  }

  private static String file() {
    return sockets + "/.s.PGSQL." + port();
  }

  @Test
  void everyKindOfCommand() throws IOException {
    String names =
        IntStream.range(0, 50_000).mapToObj(i -> "name " + i + "\n").collect(Collectors.joining());
    Path file = Files.writeString(home.resolve("names.lines"), names);

    assertThat(orgs.runWithInput(names, "members", "import", "acme", "-").exit()).isZero();
    assertThat(orgs.ok("members", "count", "acme").out()).isEqualTo("50001\n");
    assertThat(orgs.ok("members", "export", "acme", "--format", "id").out()).hasLineCount(50_001);
    assertThat(orgs.ok("members", "list", "acme", "--name", "name 7").out())
        .isEqualTo("9\tname 7\n");
    assertThat(orgs.ok("members", "sync", "acme", file.toString(), "--yes").out())
        .isEqualTo("remove\t1\tann\n");
    assertThat(orgs.ok("run", "-").exit()).isZero();
    assertThat(orgs.ok("delete", "acme", "--yes").out()).isEqualTo("1\tacme\t50000\n");
  }

  @Test
  void statusNamesIt() {
    assertThat(orgs.ok("db", "status").out()).contains("host\t" + sockets + "\tPGHOST\n");
  }

  @Test
  void everyWayToNameIt() throws IOException {
    String encoded = sockets.toString().replace("/", "%2F");
    String database = server.address().database();
    orgs.environment().keySet().removeAll(List.of("PGHOST", "PGPORT", "PGDATABASE"));
    Files.writeString(
        home.resolve(".pg_service.conf"),
        "[mine]\nhost=%s\nport=%s\ndbname=%s\n".formatted(sockets, port(), database));

    assertReaches("-h", sockets.toString(), "-p", port(), "-d", database);
    assertReaches("-h", sockets + "/", "-p", port(), "-d", database);
    assertReaches("-d", "postgresql://" + encoded + ":" + port() + "/" + database);
    assertReaches("-d", "jdbc:postgresql://" + encoded + ":" + port() + "/" + database);
    assertReaches("-d", "postgresql:///" + database + "?host=" + sockets + "&port=" + port());
    assertReaches("-d", "host='" + sockets + "' port = " + port() + " dbname=" + database);
    assertReaches("--service", "mine");
  }

  /** The first that answers; TLS is for the others alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/nowhere,%s", "127.0.0.1,%s", "/nowhere,%s,127.0.0.1", "127.0.0.1,/x,%s"})
  void oneOfSeveral(String hosts) {
    int before = hosts.substring(0, hosts.indexOf('%')).split(",").length;
    int after = hosts.split(",").length - before - 1;
    goBy(hosts.formatted(sockets), "1,".repeat(before) + port() + ",1".repeat(after));
    orgs.environment().put("PGTARGETSESSIONATTRS", "primary");

    assertReaches();
    orgs.environment().put("PGSSLMODE", "require");
    assertReaches();
  }

  @Test
  void whatIsPreferredIsLookedForEverywhereFirst() {
    goBy(sockets + ",127.0.0.1", port());
    orgs.environment().put("PGSSLMODE", "disable");
    orgs.environment().put("PGTARGETSESSIONATTRS", "prefer-standby");

    assertReaches();
    goBy("/nowhere,127.0.0.1", port());
    assertReaches();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "prefer", "require", "verify-full"})
  void noTlsWhateverIsAskedFor(String mode) {
    orgs.environment().put("PGSSLMODE", mode);

    assertReaches();
  }

  @Test
  void folderWithoutSocket() {
    assertUnreachable("/nowhere/.s.PGSQL." + port() + ": there is no such socket", "/nowhere");
    assertThat(orgs.run("db", "status", "-h", "/nowhere").exit()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(orgs.run("list", "-h", "/nowhere", "-p", "x").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void socketThatNobodyListensAt() throws IOException {
    Path file = home.resolve(".s.PGSQL." + port());
    try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      gone.bind(UnixDomainSocketAddress.of(file));
    }

    assertUnreachable(file + ": nobody listens there", home.toString());
  }

  @Test
  void socketThatIsNotOurs() throws IOException {
    Path locked = Files.createDirectory(home.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(locked)).as("root may everything").isFalse();

    assertThat(orgs.run("list", "-h", locked.toString()))
        .isEqualTo(
            new Result(
                ExitCode.UNREACHABLE,
                "",
                "orgs: can't reach the database at "
                    + locked
                    + "/.s.PGSQL."
                    + port()
                    + ": no right to use this socket\nhint: the server's unix_socket_permissions"
                    + " and the folder's mode say who has it\n"));
  }

  @Test
  void socketThatCannotBe() {
    Result tooLong = orgs.run("list", "-h", "/" + "x".repeat(100));
    Result abstractOne = orgs.run("list", "-h", "@/tmp");

    assertThat(tooLong.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(tooLong.err())
        .startsWith("orgs: the path of the Unix socket is longer than 107 bytes: /xxx");
    assertThat(abstractOne.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(abstractOne.err())
        .isEqualTo(
            "orgs: '@/tmp' is an abstract Unix socket, which Java can't use\n"
                + "hint: add a folder to the server's unix_socket_directories, or give a host\n");
  }

  @Test
  void serverThatSaysNothing() throws IOException {
    Path file = home.resolve(".s.PGSQL." + port());
    orgs.environment().put("PGCONNECT_TIMEOUT", "1");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(file));

      Result result = orgs.run("list", "-h", home.toString());

      assertThat(result)
          .isEqualTo(
              new Result(
                  ExitCode.UNREACHABLE,
                  "",
                  "orgs: can't reach the database at "
                      + file
                      + ": it doesn't answer\nhint: is it running?\n"));
    }
  }

  @Test
  void password() throws IOException {
    String password = orgs.environment().remove("PGPASSWORD");

    assertThat(orgs.run("list"))
        .isEqualTo(
            new Result(
                ExitCode.UNREACHABLE,
                "",
                "orgs: the database at "
                    + file()
                    + " asks for a password\n"
                    + "hint: set PGPASSWORD or add the server to ~/.pgpass\n"));
    Path passwords =
        Files.writeString(
            home.resolve(".pgpass"),
            "localhost:*:*:*:no\n%s:%s:*:*:%s\n".formatted(sockets, port(), password));
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    assertReaches();
    orgs.environment().put("PGPASSWORD", "wrong");
    assertThat(orgs.run("list").err())
        .startsWith("orgs: the database at " + file() + " refused the login: ");
  }

  @Test
  void loginByTheNameOnThisMachine() throws Exception {
    String password = orgs.environment().remove("PGPASSWORD");
    Path rules = Path.of(orgs.query("SHOW hba_file").get(0));
    String others = Files.readString(rules);
    try {
      rules(rules, "local all all peer\n" + others);
      Result refused = orgs.run("list");
      assertThat(refused.exit()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(refused.err())
          .isEqualTo(
              "orgs: the database at "
                  + file()
                  + " refused the login: FATAL: Peer authentication failed for user \""
                  + server.address().user()
                  + "\"\n"
                  + "hint: it goes by your user name on this machine; --username chooses the"
                  + " role\n");

      Files.writeString(
          rules.resolveSibling("pg_ident.conf"), "any /^(.*)$ " + server.address().user() + "\n");
      rules(rules, "local all all peer map=any\n" + others);
      assertReaches();

      rules(rules, "local all all trust\n" + others);
      assertReaches();
    } finally {
      rules(rules, others);
      orgs.environment().put("PGPASSWORD", password);
    }
  }

  private void rules(Path file, String rules) throws IOException {
    Files.writeString(file, rules);
    List<String> before = lastReload();
    orgs.execute("SELECT pg_reload_conf()");
    Eventually.value("they are loaded", this::lastReload, last -> !last.equals(before));
  }

  /** A new session begins when its server has read all of its files. */
  private List<String> lastReload() {
    return orgs.query("SELECT pg_conf_load_time()");
  }

  @Test
  void ownerOfTheServerThatIsAskedFor() throws IOException {
    String owner = Files.getOwner(Path.of(file())).getName();

    Result result = orgs.run("list", "-d", "requirepeer=somebody");

    assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.err())
        .isEqualTo(
            "orgs: the database at "
                + file()
                + ": it runs as "
                + owner
                + ", and requirepeer is somebody\n");
    orgs.environment().put("PGREQUIREPEER", owner);
    assertReaches();
  }

  @Test
  void interruptedCommandIsCancelled() throws Exception {
    orgs.execute(
        "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;"
            + " CREATE TRIGGER dawdle BEFORE INSERT ON members FOR EACH ROW"
            + " EXECUTE FUNCTION dawdle()");
    try (OrgsProcess process = OrgsProcess.start(orgs, "members", "add", "acme", "bob")) {
      orgs.awaitSession("INSERT");
      assertThat(
              orgs.query(
                  "SELECT DISTINCT client_addr, client_port FROM pg_stat_activity"
                      + " WHERE application_name = '"
                      + orgs.schema()
                      + "'"))
          .containsExactly("null|-1");

      process.interrupt();

      assertThat(process.exit()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(process.err()).isEqualTo("orgs: interrupted; nothing was changed\n");
      orgs.awaitNoSession();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  /** What became of it is asked over another connection. */
  @Test
  void connectionLostDuringCommit() throws IOException {
    AtomicBoolean sent = new AtomicBoolean();
    try (WireProxy proxy =
            new WireProxy(
                orgs::serverAddress, m -> isAnswerToCommit(m, sent), Fault.BEFORE, () -> {});
        UnixRelay relay = new UnixRelay(home, proxy.port())) {
      goBy(relay.host(), String.valueOf(proxy.port()));

      Result result = orgs.run("members", "add", "acme", "bob");

      assertThat(proxy.hasStruck()).isTrue();
      assertThat(result.exit()).as(result.err()).isZero();
    }
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob");
  }

  private static boolean isAnswerToCommit(Message message, AtomicBoolean sent) {
    sent.compareAndSet(false, message.isStatement("COMMIT"));
    return sent.get() && !message.fromClient();
  }

  /** Who is at work is asked over another connection, too. */
  @Test
  void serverThatStopsAnswering() throws Exception {
    try (WireProxy proxy =
            new WireProxy(
                orgs::serverAddress, m -> m.isStatement("INSERT"), Fault.STALLED, () -> {});
        UnixRelay relay = new UnixRelay(home, proxy.port())) {
      goBy(relay.host(), String.valueOf(proxy.port()));

      try (OrgsProcess process =
          OrgsProcess.startWith(OrgsProcess.WATCHFUL, orgs, "members", "add", "acme", "bob")) {
        assertThat(process.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(process.err()).contains(": the server has not answered for ");
      }
    }
    assertThat(orgs.contents()).containsExactly("acme|ann");
  }

  private void assertReaches(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "list";
    System.arraycopy(options, 0, arguments, 1, options.length);
    assertThat(orgs.run(arguments)).isEqualTo(Result.ok("1\tacme\n"));
  }

  private void assertUnreachable(String what, String host) {
    assertThat(orgs.run("list", "-h", host))
        .isEqualTo(
            new Result(
                ExitCode.UNREACHABLE, "", "orgs: can't reach the database at " + what + NO_SERVER));
  }
}
