package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.config.ConnectionFlags;
import orgs.config.ConnectionSettings;
import orgs.config.Home;
import orgs.database.Database;
import orgs.database.OpenSchema;
import orgs.store.Members;
import orgs.store.Store;
import orgs.store.model.MemberName;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationName;
import orgs.store.model.Page;
import orgs.store.session.ConnectionSource;
import orgs.store.session.StatementLog;
import orgs.testing.PgBouncer;
import orgs.testing.Result;
import orgs.testing.Strangers;
import orgs.testing.TestOrgs;

/** What another user has created is run by no command, wherever it is on the search path. */
class StrangersTest {

  /** They do nothing on a server, or are the user's own statements. */
  private static final Set<String> WITHOUT_STATEMENTS =
      Set.of(
          "completion",
          "help",
          "daemon start",
          "daemon status",
          "daemon stop",
          "db start",
          "db stop",
          "db url",
          "db psql",
          "browse");

  private static final List<String> BEFORE =
      List.of("db migrate", "db migrate --grant-to pg_monitor");

  private static final List<String> COMMANDS =
      List.of(
          "create acme --member ann",
          "create acme other --if-not-exists",
          "members add acme bob",
          "members list acme --contains b",
          "members list acme --like b% --format table",
          "members list acme --regex ^b -i --sort name --desc",
          "members list acme --name ann -i --sort name --after 1",
          "members count acme --prefix b -i",
          "members count",
          "members import acme NAMES",
          "members diff acme NAMES",
          "members sync acme NAMES --yes --max-removals 100%",
          "members sync anew NAMES --create-org --yes",
          "import ALL",
          "diff ALL",
          "sync ALL --prune --yes --max-removals 100%",
          "members move acme dan --to new --yes",
          "members move new --name dan --to acme --yes",
          "members move acme --from DAN --to new --yes",
          "members rename new dan dora",
          "members rename new --like d% --replace d --with e --yes",
          "members add new eora eora x",
          "members duplicates new -i",
          "members duplicates new --remove --yes",
          "members remove new eora nobody",
          "members remove new eora x --yes",
          "members remove new --from NAMES --ignore-missing --yes",
          "members remove new --like z% --yes --dry-run",
          "copy new old",
          "rename old older",
          "show older --count estimate",
          "show oldr",
          "list --counts --like %",
          "list --contains o -i --sort name",
          "find --contains a",
          "find --contains a --sort name --format table",
          "merge older --into new --yes",
          "backup --all -o SAVED",
          "members export new",
          "export --like %",
          "delete new --dry-run",
          "delete acme --yes",
          "delete new --yes --backup GONE",
          "restore GONE",
          "run SCRIPT --single-transaction",
          "__complete zsh - show a",
          "db status");

  private static final List<String> AFTER = List.of("demo", "db reset --yes", "db drop --yes");

  private static Strangers strangers;

  @TempDir Path folder;

  private final TestOrgs victim = strangers.victim();

  @BeforeAll
  static void plant() throws Exception {
    strangers = new Strangers();
  }

  @AfterAll
  static void drop() throws Exception {
    strangers.close();
  }

  @AfterEach
  void resetPath() throws Exception {
    strangers.execute("ALTER ROLE " + Strangers.VICTIM + " RESET search_path");
    strangers.execute("ALTER DATABASE strangers RESET search_path");
  }

  @Test
  void everyCommandIsTried() throws IOException {
    // The reference has all of them: the build compares it with the program.
    List<String> all;
    try (Stream<String> lines = Files.lines(Path.of("docs", "reference.md"))) {
      all =
          lines
              .filter(line -> line.startsWith("## orgs "))
              .map(line -> line.substring("## orgs ".length()))
              .filter(
                  name ->
                      !Set.of("members", "daemon", "db", "shell", "db distribute").contains(name))
              .toList();
    }
    Set<String> missing = new TreeSet<>(all);
    missing.removeAll(WITHOUT_STATEMENTS);
    for (List<String> commands : List.of(BEFORE, COMMANDS, AFTER)) {
      commands.forEach(command -> missing.removeIf((command + " ")::startsWith));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void runNoStrangersCode() throws Exception {
    everyCommand();
  }

  /** PostgreSQL's own schema comes last, so that whatever has a namesake before it is the other. */
  @ParameterizedTest
  @ValueSource(strings = {"ROLE " + Strangers.VICTIM, "DATABASE strangers"})
  void norWhereTheSearchPathNamesThemFirst(String whose) throws Exception {
    assumeThat(strangers.areOnCluster()).as("Citus asks its nodes by their own path").isFalse();
    strangers.execute("ALTER " + whose + " SET search_path = public, pg_temp, pg_catalog");
    everyCommand();
  }

  @Test
  void norInTheSchemaThatIsCalledLikeTheUser() throws Exception {
    assumeThat(strangers.areOnCluster()).as("on a cluster").isFalse();
    strangers.execute(
        "ALTER SCHEMA public RENAME TO " + Strangers.VICTIM + "; CREATE SCHEMA public");
    try {
      everyCommand();
    } finally {
      strangers.execute(
          "DROP SCHEMA public; ALTER SCHEMA " + Strangers.VICTIM + " RENAME TO public");
    }
  }

  /** The one that takes settings of a login, and doesn't pass them on, says nothing of it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "ignore_startup_parameters = extra_float_digits, options"})
  void norBehindAPooler(String setting) throws Exception {
    assumeThat(PgBouncer.isThere()).as("PgBouncer is installed").isTrue();
    victim.requirePassword();
    strangers.execute("ALTER ROLE victim SET search_path = public, pg_temp, pg_catalog");
    try (PgBouncer pooler =
        PgBouncer.start(victim, Files.createDirectory(folder.resolve("pooler")), 1, setting)) {
      String url = victim.environment().get("ORGS_DATABASE_URL");
      victim.environment().put("PGSSLMODE", "disable");
      victim
          .environment()
          .put("ORGS_DATABASE_URL", url.replaceFirst(":[0-9]+/", ":" + pooler.port() + "/"));
      leaveTemporaryTables(pooler.port());
      everyCommand();
    }
  }

  /** In the one session that all clients of the pooler share. */
  private void leaveTemporaryTables(int port) throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/strangers?prepareThreshold=0";
    try (Connection connection =
            DriverManager.getConnection(url, Strangers.VICTIM, Strangers.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN; SET LOCAL search_path = pg_catalog");
      for (String table : List.of("pg_class", "pg_extension", "organizations", "members")) {
        statement.execute(
            "CREATE TEMPORARY VIEW %s AS SELECT 1 WHERE strangers.run('temporary view')"
                .formatted(table));
      }
      statement.execute("COMMIT");
    }
  }

  /** In their schema a migration has to create tables, and there is no other way to name them. */
  @Test
  void schemaWithCodeOfOthersIsNotMigrated() throws Exception {
    long before = strangers.calls();
    strangers.execute("CREATE ROLE mallory; CREATE SCHEMA shared AUTHORIZATION mallory");
    try {
      strangers.execute(
          "CREATE OPERATOR shared.~ (LEFTARG = varchar, RIGHTARG = varchar,"
              + " FUNCTION = public.\"a stranger's\");"
              + " ALTER OPERATOR shared.~ (varchar, varchar) OWNER TO mallory");
      assertThat(victim.run("db", "migrate", "--schema", "shared"))
          .isEqualTo(
              new Result(
                  ExitCode.FAILURE,
                  "",
                  "orgs: schema shared has functions or operators of role mallory, which a"
                      + " migration could run\n"
                      + "hint: nothing was done; drop them, or use another --schema\n"));
      assertThat(strangers.calls()).isEqualTo(before);
    } finally {
      strangers.execute("DROP SCHEMA shared CASCADE; DROP ROLE mallory");
    }
  }

  private void everyCommand() throws Exception {
    long before = strangers.calls();
    Map<String, String> files =
        Map.of(
            "NAMES", Files.writeString(folder.resolve("names.lines"), "ann\nbob\ncid\n").toString(),
            "DAN", Files.writeString(folder.resolve("dan.lines"), "dan\n").toString(),
            "ALL",
                Files.writeString(folder.resolve("all.csv"), "org,member\nacme,dan\nnew,x\n")
                    .toString(),
            "SCRIPT",
                Files.writeString(folder.resolve("script"), "create y\ndelete y --yes\n")
                    .toString(),
            "SAVED", folder.resolve("saved.jsonl").toString(),
            "GONE", folder.resolve("gone.jsonl").toString());
    BEFORE.forEach(command -> run(files, command));
    if (strangers.areOnCluster()) {
      run(files, "db distribute --shards 4");
    }
    COMMANDS.forEach(command -> run(files, command));
    Result shell = victim.runWithInput("begin\nmembers add acme z\ncommit\nlist\n", "shell");
    assertThat(shell.err()).doesNotContain("stranger");
    browse();
    if (strangers.areOnCluster()) {
      run(files, "db distribute --undo");
    }
    AFTER.forEach(command -> run(files, command));
    assertThat(strangers.calls()).isEqualTo(before);
  }

  private void run(Map<String, String> files, String command) {
    String[] words =
        Arrays.stream(command.split(" "))
            .map(word -> files.getOrDefault(word, word))
            .toArray(String[]::new);
    Result result = victim.run(words);
    assertThat(result.exit())
        .as("%s: %s", command, result)
        .isIn(ExitCode.OK, ExitCode.DIFFERENT, ExitCode.NOT_FOUND);
    assertThat(result.err()).as(command).doesNotContain("stranger");
  }

  /** What the full screen asks for. */
  private void browse() throws Exception {
    Map<String, String> environment = victim.environment();
    ConnectionSettings settings = ConnectionSettings.resolve(ConnectionFlags.NONE, environment);
    Database database =
        new Database(settings, Home.of(environment), message -> {}, statement -> {});
    try (Store store = new Store(schemaOf(database), settings.schema(), StatementLog.NONE)) {
      NameFilter filter = new NameFilter(null, null, "n", null, null, true);
      Organization organization =
          store
              .organizations()
              .create(List.of(OrganizationName.of("browsed")), true, one -> {})
              .get(0);
      Members members = store.members(organization);
      members.addAll(Stream.of("Ann Newcomer", "Bob").map(MemberName::of).iterator(), member -> {});
      Page page = new Page(10, 1L, Page.Sort.ID, true);
      members.selectNear(filter, page).close();
      members.select(filter, new Page(10, null, Page.Sort.NAME)).close();
      assertThat(members.estimate(filter).members()).isPositive();
      assertThat(members.similarTo("newcommer", 5)).hasSize(1);
      assertThat(store.organizations().similarTo("browse")).isNotEmpty();
      store.organizations().select(filter, page, true).close();
      store.organizations().count(filter);
    }
  }

  private static ConnectionSource schemaOf(Database database) {
    return new ConnectionSource() {
      @Override
      public Connection connect() {
        return database.connectToSchema().connection();
      }

      @Override
      public Opened open() {
        OpenSchema schema = database.connectToSchema();
        return new Opened(schema.connection(), schema.distributed());
      }
    };
  }
}
