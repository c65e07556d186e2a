package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Background;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Loads into an empty table, which build the search index at the end. */
class DeferredIndexLoadTest {

  /** More than a COPY takes. */
  private static final int MANY = 300_000;

  /** Just enough to be worth it. */
  private static final int SOME = 40_000;

  private static final String MERGE = "SELECT gin_clean_pending_list";

  private static TestOrgs orgs;
  private static Path many;
  private static Path some;

  @TempDir static Path folder;

  @BeforeAll
  static void files() throws IOException {
    orgs = TestOrgs.migrated();
    many = names("many.txt", MANY);
    some = names("some.txt", SOME);
  }

  @BeforeEach
  void organization() {
    orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
    orgs.ok("create", "acme");
  }

  private static Path names(String name, int count) throws IOException {
    Path file = folder.resolve(name);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        out.write("member " + i + "\n");
      }
    }
    return file;
  }

  private static String index() {
    return String.valueOf(
        orgs.query(
            "SELECT pg_get_indexdef(indexrelid), indisvalid, indisready, c.oid IS NOT NULL"
                + " FROM pg_index JOIN pg_class c ON c.oid = indexrelid"
                + " WHERE indexrelid = to_regclass('members_search')"));
  }

  private static long count() {
    return Long.parseLong(orgs.query("SELECT count(*) FROM members").get(0));
  }

  private static List<String> load(Path file, String... more) {
    return orgs.statements(() -> orgs.ok(command(file, more)));
  }

  private static String[] command(Path file, String... more) {
    String[] all = new String[4 + more.length];
    System.arraycopy(new String[] {"members", "import", "acme", file.toString()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return all;
  }

  private static long times(List<String> statements, String start) {
    return statements.stream()
        .filter(
            s -> s.replaceFirst("^(statement|execute .*?): ", "").matches("(?s)" + start + ".*"))
        .count();
  }

  private static void assertFirstLoad(List<String> statements) {
    assertThat(times(statements, "DROP INDEX")).as("%s", statements).isEqualTo(1);
    assertThat(times(statements, "CREATE INDEX")).isEqualTo(1);
  }

  private static void assertPlain(List<String> statements) {
    assertThat(times(statements, "DROP INDEX")).as("%s", statements).isZero();
    assertThat(times(statements, "CREATE INDEX")).isZero();
  }

  @Test
  void emptyTableLosesItsIndexForTheLoadInOneTransaction() {
    String before = index();

    List<String> statements = load(many);

    assertFirstLoad(statements);
    assertThat(times(statements, "COPY")).isEqualTo(2);
    assertThat(times(statements, "COMMIT")).isEqualTo(times(statements, "BEGIN")).isEqualTo(1);
    assertThat(times(statements, "ANALYZE")).isEqualTo(1);
    assertThat(index()).isEqualTo(before).contains("gin (org_id, member_name", "|t|t|t");
    assertThat(count()).isEqualTo(MANY);
    assertThat(orgs.query("SELECT min(member_name) = 'member 0', max(member_id) FROM members"))
        .containsExactly("t|" + MANY);
    assertThat(orgs.query("SELECT * FROM pg_locks WHERE relation = 'members'::regclass")).isEmpty();
  }

  @Test
  void tableWithRowsKeepsItsIndex() {
    orgs.ok("members", "add", "acme", "a");

    List<String> statements = load(many);

    assertPlain(statements);
    assertThat(times(statements, "LOCK .* ACCESS")).isZero();
    assertThat(times(statements, "COPY")).isEqualTo(2);
    assertThat(times(statements, "COMMIT")).isEqualTo(1);
    assertThat(count()).isEqualTo(MANY + 1);
    orgs.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple SCHEMA public");
    assertThat(orgs.query("SELECT pending_tuples FROM pgstatginindex('members_search')"))
        .as("trigrams that the next query would have to look through")
        .containsExactly("0");
    assertThat(times(statements, MERGE)).as("merged at its end").isPositive();
  }

  @Test
  void trigramsAreMergedBesideALongLoad() {
    orgs.ok("members", "add", "acme", "a");
    InputStream names =
        new SequenceInputStream(
            new ByteArrayInputStream("first\n".getBytes(StandardCharsets.US_ASCII)),
            new LateInput("last\n", () -> orgs.awaitSession(MERGE)));

    List<String> statements =
        orgs.statements(() -> orgs.runWithInput(names, "members", "import", "acme", "-"));

    assertThat(count()).isEqualTo(3);
    assertThat(times(statements, MERGE))
        .as("merged beside the load, and once more at its end")
        .isGreaterThan(1);
  }

  /** Input before which something else happens. */
  private static final class LateInput extends ByteArrayInputStream {
    private final Runnable before;
    private boolean late;

    LateInput(String text, Runnable before) {
      super(text.getBytes(StandardCharsets.US_ASCII));
      this.before = before;
    }

    @Override
    public synchronized int read() {
      happen();
      return super.read();
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      happen();
      return super.read(bytes, offset, length);
    }

    private void happen() {
      if (!late) {
        late = true;
        before.run();
      }
    }
  }

  @Test
  void stdinAndSmallFilesAndLimitsTakeNoLock() throws IOException {
    List<String> stdin =
        orgs.statements(
            () -> {
              try {
                orgs.runWithInput(Files.newInputStream(some), "members", "import", "acme", "-");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertPlain(stdin);
    assertThat(times(stdin, "LOCK .* ACCESS")).isZero();
    organization();
    assertPlain(load(names("small.txt", 10)));
    organization();
    assertPlain(load(some, "--limit", "10"));
  }

  @Test
  void tableInUseIsLoadedInThePlainWay() throws SQLException {
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeQuery("SELECT FROM members").close();

      List<String> statements = load(some);

      assertPlain(statements);
      assertThat(times(statements, "LOCK .* ACCESS")).isEqualTo(1);
      assertThat(orgs.query("SELECT mode FROM pg_locks WHERE relation = 'members'::regclass"))
          .containsOnly("AccessShareLock");
    }
    assertThat(count()).isEqualTo(SOME);
  }

  @OneServer("the search index of shards isn't put off")
  @Test
  void readersWaitForTheEnd() throws Exception {
    FutureTask<Result> load;
    FutureTask<Result> reader;
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // The load has the table when it needs its first id.
      statement.execute("ALTER SEQUENCE members_member_id_seq INCREMENT BY 1");
      load = Background.start(() -> orgs.run(command(some)));
      orgs.awaitWaitingForLocks(1);
      assertThat(
              orgs.query(
                  "SELECT FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock'"
                      + " AND relation = 'members'::regclass"))
          .hasSize(1);
      // Neither of them is refused, and what doesn't need members doesn't wait.
      assertThat(orgs.ok("list").out()).isEqualTo("1\tacme\n");
      reader = Background.start(() -> orgs.run("members", "count", "acme"));
      orgs.awaitWaitingForLocks(2);
      other.rollback();
    }
    assertThat(Eventually.get(reader)).isEqualTo(Result.ok(SOME + "\n"));
    assertThat(Eventually.get(load).exit()).isZero();
  }

  @Test
  void twoFirstLoadsAtOnceBothSucceed() {
    List<FutureTask<Result>> loads =
        List.of(
            Background.start(() -> orgs.run(command(some))),
            Background.start(() -> orgs.run(command(some))),
            Background.start(() -> orgs.run(command(some))));
    assertThat(loads).allSatisfy(load -> assertThat(Eventually.get(load).exit()).isZero());
    assertThat(count()).isEqualTo(3 * SOME);
    assertThat(index()).contains("|t|t|t");
  }

  @Test
  void failingLoadLeavesTheIndexInPlace() throws IOException {
    String before = index();
    String oid = orgs.query("SELECT 'members_search'::regclass::oid").get(0);
    Path bad = folder.resolve("bad.txt");
    Files.writeString(bad, Files.readString(some) + "x".repeat(51) + "\n");

    assertThat(orgs.run(command(bad)).exit()).isEqualTo(1);

    assertThat(index()).isEqualTo(before);
    assertThat(orgs.query("SELECT 'members_search'::regclass::oid")).containsExactly(oid);
    assertThat(count()).isZero();
  }

  @Test
  void foreignKeyStaysChecked() {
    orgs.execute(
        "CREATE FUNCTION vanish() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN NEW.org_id := -1; RETURN NEW; END $$");
    orgs.execute(
        "CREATE TRIGGER vanish BEFORE INSERT ON members FOR EACH ROW EXECUTE FUNCTION vanish()");
    try {
      Result result = orgs.run(command(some));
      assertThat(result.exit()).isEqualTo(3);
      assertThat(count()).isZero();
    } finally {
      orgs.execute("DROP FUNCTION vanish CASCADE");
    }
  }

  @Test
  void missingIndexStaysMissing() {
    TestOrgs unindexed = TestOrgs.migrated();
    unindexed.execute("DROP INDEX members_search");
    unindexed.ok("create", "acme");
    List<String> statements = unindexed.statements(() -> unindexed.ok(command(some)));
    assertPlain(statements);
    assertThat(unindexed.query("SELECT to_regclass('members_search')")).containsExactly("null");
  }

  @Test
  void whoeverOwnsNothingLoadsInThePlainWay() {
    String role = orgs.schema() + "_writer";
    orgs.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'w'");
    orgs.execute("GRANT USAGE ON SCHEMA " + orgs.schema() + " TO " + role);
    orgs.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "
            + orgs.schema()
            + " TO "
            + role);
    Map<String, String> own = Map.copyOf(orgs.environment());
    orgs.environment()
        .put("ORGS_DATABASE_URL", orgs.url().replaceFirst("//[^@]*@", "//" + role + "@"));
    orgs.environment().put("PGPASSWORD", "w");
    try {
      List<String> statements = load(many, "--quiet");
      assertPlain(statements);
      assertThat(times(statements, "LOCK .* ACCESS")).isZero();
      assertThat(count()).isEqualTo(MANY);
    } finally {
      orgs.environment().putAll(own);
      orgs.execute("DROP OWNED BY " + role);
      orgs.execute("DROP ROLE " + role);
    }
  }

  @Test
  void insideLargerTransactionItIsUndoneWithIt() throws IOException {
    String before = index();
    Path script = folder.resolve("script");
    Files.writeString(script, "members import acme " + some + "\nshow nobody\n");

    assertThat(orgs.run("run", "--single-transaction", script.toString()).exit()).isEqualTo(3);
    assertThat(count()).isZero();
    assertThat(index()).isEqualTo(before);

    Files.writeString(
        script, "members add acme a\nmembers import acme " + some + "\nmembers add acme z\n");
    List<String> statements =
        orgs.statements(() -> orgs.ok("run", "--single-transaction", script.toString()));
    assertPlain(statements);
    assertThat(count()).isEqualTo(SOME + 2);
  }
}
