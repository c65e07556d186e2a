package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

// It looks at the whole database, and at every table that is created in it.
@Isolated
class DemoTest {

  private static final String SCHEMAS =
      "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'orgs\\_demo\\_%' ORDER BY 1";

  private final TestOrgs orgs = TestOrgs.migrated();

  @BeforeEach
  void organizationOfTheUser() {
    orgs.ok("create", "org one", "--member", "mine");
  }

  @AfterEach
  void leavesNothing() {
    orgs.query(SCHEMAS).forEach(schema -> orgs.execute("DROP SCHEMA " + schema + " CASCADE"));
  }

  @Test
  void showsRowsOnStdout() {
    Result result = orgs.run("demo");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "1\torg one\n"
                + "2\tmember two\n3\tmember three\n"
                + "4\tmember four\n5\tmember five\n6\tmember six\n"
                + "1\torg one\t6\n"
                + "0\n");
  }

  @Test
  void showsHeadingsAndStatementsOnStderr() {
    List<String> lines = orgs.run("demo").err().lines().toList();

    assertThat(lines.stream().filter(line -> line.startsWith("# ")))
        .containsExactly(
            "# Create the tables, in a schema of their own",
            "# Save an organization with three members, in one flush",
            "# Load a subset of the members; the database filters",
            "# Append three more members, without loading the collection",
            "# Delete the organization in one statement; the database deletes its members",
            "# No member remains",
            "# Drop the tables: this schema, and nothing else");
    assertThat(lines).contains("BEGIN", "COMMIT", "    ['org one']", "    [1, '%member t%']");
    assertThat(lines)
        .contains(
            "    [1, 'member one', 1, 'member two', 1, 'member three']",
            "$ orgs delete \"org one\" --yes");
    assertThat(lines.get(lines.size() - 1)).matches("DROP SCHEMA .*\"orgs_demo_[0-9a-f]{12}\".*");
    assertThat(lines.stream().filter(line -> line.startsWith("DELETE "))).hasSize(1);
  }

  @Test
  void changesNothingElseInTheDatabase() {
    List<String> before = everything();

    orgs.ok("demo");
    orgs.ok("demo", "-q", "--format", "json");

    assertThat(everything()).isEqualTo(before);
    assertThat(orgs.contents()).containsExactly("org one|mine");
  }

  @Test
  void worksWhereNothingIsMigrated() {
    TestOrgs empty = TestOrgs.unmigrated();

    assertThat(empty.run("demo").exit()).isZero();
    assertThat(empty.run("list").exit()).isEqualTo(ExitCode.SCHEMA);
  }

  @Test
  void clearsAwayWhatKilledOnesLeft() throws SQLException {
    orgs.execute("CREATE SCHEMA orgs_demo_0123456789ab");
    orgs.execute("CREATE TABLE orgs_demo_0123456789ab.members (x int)");
    orgs.execute("CREATE SCHEMA orgs_demo_aaaaaaaaaaaa");
    orgs.execute("CREATE SCHEMA orgs_demo_mine");
    try (Connection other = orgs.connection();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(hashtextextended('orgs_demo_aaaaaaaaaaaa', 0))");

      assertThat(orgs.run("demo").exit()).isZero();
      assertThat(orgs.query(SCHEMAS)).containsExactly("orgs_demo_aaaaaaaaaaaa", "orgs_demo_mine");
      // Closing the connection would do that, too, but some time later.
      statement.execute("SELECT pg_advisory_unlock_all()");
    }
    assertThat(orgs.run("demo").exit()).isZero();
    assertThat(orgs.query(SCHEMAS)).containsExactly("orgs_demo_mine");
  }

  @ParameterizedTest
  @CsvSource({
    "RAISE EXCEPTION USING MESSAGE = $x$sabotage$x$, 1, orgs: large-collection.orgs:5: sabotage",
    "PERFORM pg_terminate_backend(pid) FROM pg_stat_activity"
        + " WHERE application_name = current_setting($x$application_name$x$), 7,"
        + " orgs: large-collection.orgs:5: lost the connection to the database",
  })
  void leavesNoSchemaWhenItFailsHalfWay(String atFirstInsert, int exit, String message) {
    orgs.execute(
        "CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + atFirstInsert
            + "; PERFORM pg_sleep(0.1); RETURN NEW; END $$");
    orgs.execute(
        """
        CREATE FUNCTION public.sabotage() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE created record;
        BEGIN
          FOR created IN SELECT object_identity FROM pg_event_trigger_ddl_commands()
            WHERE object_identity ~ '^orgs_demo_[^.]*[.]members$' AND object_type = 'table'
          LOOP
            EXECUTE 'CREATE OR REPLACE TRIGGER fail BEFORE INSERT ON ' || created.object_identity
              || ' EXECUTE FUNCTION public.fail()';
          END LOOP;
        END $$
        """);
    orgs.execute(
        "CREATE EVENT TRIGGER sabotage ON ddl_command_end EXECUTE FUNCTION public.sabotage()");
    try {
      Result result = orgs.run("demo");

      assertThat(result.err()).contains(message);
      assertThat(result.exit()).isEqualTo(exit);
      assertThat(orgs.query(SCHEMAS)).isEmpty();
    } finally {
      orgs.execute("DROP EVENT TRIGGER sabotage");
      orgs.execute("DROP FUNCTION public.sabotage, public.fail");
    }
  }

  @Test
  void roleWithoutTheRightIsTold() {
    orgs.execute("CREATE ROLE " + orgs.schema() + "_guest LOGIN PASSWORD 'guest'");
    orgs.environment()
        .put(
            "ORGS_DATABASE_URL",
            orgs.url().replaceFirst("//[^@]*@", "//" + orgs.schema() + "_guest@"));
    orgs.environment().put("PGPASSWORD", "guest");

    Result result = orgs.run("demo");
    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("orgs: cannot migrate the schema", "permission denied");
    assertThat(orgs.query(SCHEMAS)).isEmpty();
  }

  private List<String> everything() {
    return orgs.query(
        "SELECT 'schema', nspname FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp' UNION ALL"
            + " SELECT relkind::text, oid::regclass::text FROM pg_class"
            + " WHERE relnamespace::regnamespace::text !~ '^pg_(toast_)?temp' UNION ALL"
            + " SELECT 'extension', extname FROM pg_extension UNION ALL"
            + " SELECT 'function', oid::regprocedure::text FROM pg_proc UNION ALL"
            + " SELECT 'role', rolname FROM pg_roles ORDER BY 1, 2");
  }
}
