package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Effort;
import orgs.testing.OneServer;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import orgs.testing.WireProxy;
import orgs.testing.WireProxy.Fault;
import orgs.testing.WireProxy.Message;

/** Many members in and out through a heap of 32 MiB, and readers that go away. */
@Order(1)
class StreamingTest {

  /** More than is kept before the first of them is written to a file. */
  private static final int ROWS_BEFORE_THE_END = 50_000;

  /** As objects they don't fit into that heap. */
  private static final int ROWS = Effort.of("rows", 400_000);

  private static TestOrgs orgs;

  @TempDir Path folder;

  @BeforeAll
  static void members() {
    orgs = TestOrgs.migrated();
    orgs.ok("create", "large");
    // Neither the search index nor the foreign key's triggers matter here, and both take time.
    orgs.execute(
        "DROP INDEX members_search; SET session_replication_role = replica;"
            + " INSERT INTO members (org_id, member_name) SELECT 1, 'member ' || i"
            + " FROM generate_series(1, "
            + ROWS
            + ") AS i; ANALYZE members");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "members list large --format csv   | member_id,member_name | %1$d,member %1$d | 1",
        "members list large --format table | member_id  member_name | %1$d  member %1$d | 2",
        "members list large --format json  | [ | ] | 2",
        "members list large --format jsonl | {\"member_id\":1,\"member_name\":\"member 1\"}"
            + " | {\"member_id\":%1$d,\"member_name\":\"member %1$d\"} | 0",
        "members list large --format tsv   | 1\tmember 1 | %1$d\tmember %1$d | 0",
        "members export large              | 1\tmember 1 | %1$d\tmember %1$d | 0",
        "export --name large --format csv  | org,member | large,member %1$d | 1",
        "export --name large               | large\tmember 1 | large\tmember %1$d | 0",
      })
  void rowsPassThroughSmallHeap(String command, String first, String last, int others)
      throws Exception {
    assertPasses(command, first, last.formatted(ROWS), ROWS + others);
  }

  private static void assertPasses(String command, String first, String last, int lines)
      throws Exception {
    try (OrgsProcess process = OrgsProcess.start(orgs, command.strip().split(" +"))) {
      BufferedReader out = process.out();
      String line = out.readLine();
      assertThat(line).as(process.err()).isNotNull();
      assertThat(line.strip()).startsWith(first);
      long count = 0;
      String latest = null;
      for (; line != null; line = out.readLine()) {
        latest = line;
        count++;
      }
      assertThat(process.exit()).as(process.err()).isZero();
      assertThat(latest.strip()).isEqualTo(last.strip());
      assertThat(count).isEqualTo(lines);
      assertThat(process.err()).isEmpty();
    }
  }

  @Test
  void importPassesThroughSmallHeap() throws Exception {
    TestOrgs other = TestOrgs.migrated();
    Path file = folder.resolve("names.tsv");
    orgs.ok("members", "export", "large", "-o", file.toString());
    try (OrgsProcess process =
        OrgsProcess.start(
            other, "members", "import", "new", file.toString(), "--create-org", "--column", "2")) {
      assertThat(process.exit()).as(process.err()).isZero();
      assertThat(process.err()).endsWith("imported " + ROWS + " members\n");
    }
    assertThat(other.query("SELECT count(*), max(member_name) FROM members"))
        .containsExactly(ROWS + "|member " + "9".repeat(String.valueOf(ROWS).length() - 1));
  }

  @Test
  void removedRowsPassThroughSmallHeapInOneStatement() throws Exception {
    TestOrgs other = TestOrgs.migrated();
    other.ok("create", "one");
    other.execute(
        "DROP INDEX members_search; SET session_replication_role = replica;"
            + " INSERT INTO members (org_id, member_name) SELECT 1, 'member ' || i"
            + " FROM generate_series(1, "
            + ROWS
            + ") AS i");
    List<String> statements =
        other.statements(
            () -> {
              try (OrgsProcess process =
                  OrgsProcess.start(other, "members", "remove", "one", "--like", "m%", "--yes")) {
                assertThat(process.out().lines().count()).isEqualTo(ROWS);
                assertThat(process.exit()).as(process.err()).isZero();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(statements)
        .filteredOn(s -> s.contains("members"))
        .singleElement()
        .asString()
        .containsPattern("^execute \\S+/C_\\d+: DELETE FROM .* RETURNING ");
    assertThat(other.query("SELECT count(*) FROM members")).containsExactly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members list large",
        "members list large --contains member --format json",
        "members export large",
        "export",
        "export --format jsonl"
      })
  void readerThatGoesAwayEndsCommandAndQuery(String command) throws Exception {
    try (OrgsProcess process = OrgsProcess.start(orgs, command.split(" "))) {
      assertThat(process.out().readLine()).isNotNull();
      process.out().close();

      assertThat(process.exit()).isZero();
      orgs.awaitNoSession();
      assertThat(process.err()).isEmpty();
    }
  }

  @Test
  void changesOutliveTheirReader() throws Exception {
    TestOrgs other = TestOrgs.migrated();
    other.ok("create", "one");
    other.execute(
        "INSERT INTO members (org_id, member_name)"
            + " SELECT 1, 'member ' || i FROM generate_series(1, 20000) AS i");
    for (String command :
        List.of(
            "members rename one --prefix member --replace member --with m --yes",
            "members remove one --prefix m --yes")) {
      try (OrgsProcess process = OrgsProcess.start(other, command.split(" "))) {
        assertThat(process.out().readLine()).isNotNull();
        process.out().close();
        assertThat(process.exit()).as(process.err()).isZero();
      }
    }
    assertThat(other.query("SELECT count(*) FROM members")).containsExactly("0");
  }

  @OneServer("a view can't stand for members there")
  @Test
  void rareMatchesShowWhileTheQueryGoesOn() throws Exception {
    TestOrgs slow = TestOrgs.migrated();
    slow.ok("create", "one");
    slow.execute(
        """
        INSERT INTO members (org_id, member_name)
         SELECT 1, 'm' || i FROM generate_series(1, 3000) AS i;
        ANALYZE members;
        ALTER TABLE members RENAME TO members_behind;
        CREATE TABLE gate ();
        CREATE FUNCTION slow(name text) RETURNS text STABLE COST 10000 LANGUAGE plpgsql AS
        $$ BEGIN
          IF name = 'm1000' THEN PERFORM FROM %1$s.gate; END IF;
          PERFORM pg_sleep(0.01);
          RETURN name;
        END $$;
        CREATE VIEW members AS
         SELECT org_id, member_id, %1$s.slow(member_name)::varchar(50) AS member_name
         FROM members_behind
        """
            .formatted(slow.schema()));
    slow.environment().put("PGOPTIONS", "-c enable_sort=off -c enable_bitmapscan=off");
    try (Connection other = slow.connection();
        Statement gate = other.createStatement()) {
      other.setAutoCommit(false);
      gate.execute("LOCK TABLE gate");
      try (OrgsProcess process =
          OrgsProcess.start(slow, "members", "list", "one", "--like", "%0")) {
        // Twenty rows of three hundred, and the query never comes to its hundredth.
        for (int i = 1; i <= 20; i++) {
          assertThat(process.out().readLine()).endsWith("\tm" + i * 10);
        }
        slow.awaitWaitingForLocks(1);
        other.rollback();
        process.kill();
      }
    }
  }

  @Test
  void connectionThatIsLostHalfWayLeavesTheOldFile() throws Exception {
    for (String format : List.of("tsv", "json")) {
      Path file = Files.writeString(folder.resolve("rows"), "old");
      Result export;
      try (WireProxy proxy =
          new WireProxy(
              orgs::serverAddress,
              message -> isRow(message) && message.number() > ROWS_BEFORE_THE_END,
              Fault.BEFORE,
              () -> {})) {
        orgs.goBy(proxy.port());
        export = orgs.run("members", "export", "large", "--format", format, "-o", file.toString());
        assertThat(proxy.hasStruck()).isTrue();
      } finally {
        orgs.goBy(0);
      }
      assertThat(export.exit()).as(export.err()).isEqualTo(7);
      assertThat(export.err().lines()).hasSizeLessThanOrEqualTo(2);
      assertThat(file).hasContent("old");
      assertThat(drafts()).isEmpty();
    }
  }

  /** By a cursor or by COPY. */
  private static boolean isRow(Message message) {
    return !message.fromClient() && (message.type() == 'D' || message.type() == 'd');
  }

  private Stream<Path> drafts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> !path.getFileName().toString().equals("rows")).toList().stream();
    }
  }
}
