package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Background;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Where the search index comes from and what goes without it, each in a database of its own. */
@OneServer(OneServer.DATABASES)
class SearchIndexTest {

  private final TestOrgs orgs = TestOrgs.unmigrated();
  private final String database = orgs.schema() + "_db";
  private final String owner = orgs.schema() + "_owner";

  @TempDir Path folder;

  @BeforeEach
  void database() {
    orgs.execute("CREATE DATABASE " + database);
    orgs.environment().put("PGDATABASE", database);
    orgs.environment().put("ORGS_DATABASE_URL", orgs.url().replaceFirst("/[^/]*$", "/" + database));
  }

  @AfterEach
  void drop() {
    orgs.execute("DROP DATABASE " + database + " WITH (FORCE)");
    orgs.execute("DROP ROLE IF EXISTS " + owner);
  }

  private List<String> sql(String sql) throws SQLException {
    String url = "jdbc:" + orgs.environment().get("ORGS_DATABASE_URL").replaceFirst("[^/]*@", "");
    String user = orgs.url().replaceFirst(".*//", "").replaceFirst("@.*", "");
    try (Connection connection =
            DriverManager.getConnection(url, user, orgs.environment().get("PGPASSWORD"));
        Statement statement = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (statement.execute(sql)) {
        for (ResultSet result = statement.getResultSet(); result.next(); ) {
          rows.add(result.getString(1));
        }
      }
      return rows;
    }
  }

  private List<String> index(String schema) throws SQLException {
    return sql(
        "SELECT indexdef FROM pg_indexes WHERE indexname = 'members_search' AND schemaname = '"
            + schema
            + "'");
  }

  private void assertEverythingWorks() throws IOException {
    orgs.ok("create", "acme", "--member", "Straw", "--member", "Needle");
    assertThat(orgs.ok("members", "list", "acme", "--contains", "eed", "--format", "csv").out())
        .isEqualTo("member_id,member_name\n2,Needle\n");
    Path file = folder.resolve("names.lines");
    Files.writeString(file, "some name\n".repeat(30_000));
    orgs.ok("create", "large");
    orgs.ok("members", "remove", "acme", "--like", "%", "--yes");
    orgs.ok("members", "import", "large", file.toString());
    assertThat(orgs.ok("members", "count", "large", "-i", "--regex", "^SOME").out())
        .isEqualTo("30000\n");
  }

  @Test
  void droppingOneSchemaLeavesTheOthersIndex() throws Exception {
    for (String schema : List.of("one", "two")) {
      orgs.ok("db", "migrate", "--schema", schema);
      assertThat(index(schema))
          .singleElement()
          .asString()
          .contains("gin (org_id, member_name gin_trgm_ops)");
    }
    sql("DROP SCHEMA one CASCADE");
    assertThat(index("two")).hasSize(1);
    orgs.environment().put("ORGS_SCHEMA", "two");
    assertEverythingWorks();
  }

  @Test
  void extensionsMayLiveInAnySchema() throws Exception {
    sql("CREATE SCHEMA \"Ext\"; CREATE EXTENSION pg_trgm SCHEMA \"Ext\"");

    assertThat(orgs.ok("db", "migrate").err()).doesNotContain("no search index");

    assertThat(index(orgs.schema()))
        .singleElement()
        .asString()
        .contains("gin (org_id, member_name \"Ext\".gin_trgm_ops)");
    assertEverythingWorks();
    assertThat(index(orgs.schema()))
        .singleElement()
        .asString()
        .contains("gin (org_id, member_name \"Ext\".gin_trgm_ops)");
  }

  @Test
  void migrationsAtOnceDoNotMeetOverTheExtensions() {
    List<FutureTask<Result>> migrations =
        IntStream.range(0, 4)
            .mapToObj(i -> Background.start(() -> orgs.run("db", "migrate", "--schema", "s" + i)))
            .toList();
    assertThat(migrations)
        .allSatisfy(migration -> assertThat(Eventually.get(migration).err()).isNotBlank())
        .allSatisfy(migration -> assertThat(Eventually.get(migration).exit()).isZero())
        .noneMatch(migration -> Eventually.get(migration).err().contains("no search index"));
  }

  @Test
  void withoutTheRightToCreateThemThereIsNoIndexAndThatIsSaid() throws Exception {
    sql("CREATE ROLE " + owner + " LOGIN PASSWORD 'o'");
    sql("CREATE SCHEMA " + orgs.schema() + " AUTHORIZATION " + owner);
    orgs.environment()
        .computeIfPresent(
            "ORGS_DATABASE_URL", (key, url) -> url.replaceFirst("//[^@]*", "//" + owner));
    String password = orgs.environment().put("PGPASSWORD", "o");

    Result migrated = orgs.ok("db", "migrate");

    assertThat(migrated.err())
        .contains(
            "no search index: permission denied to create extension \"btree_gin\";"
                + " filters will read whole organizations\n");
    assertEverythingWorks();
    orgs.environment().put("PGPASSWORD", password);
    assertThat(index(orgs.schema())).isEmpty();
  }

  @Test
  void withoutSchemaPublicThereIsNoIndexAndThatIsSaid() throws Exception {
    sql("DROP SCHEMA public");

    assertThat(orgs.ok("db", "migrate").err())
        .contains("no search index: schema \"public\" does not exist; ");
    assertThat(index(orgs.schema())).isEmpty();
    assertEverythingWorks();
  }
}
