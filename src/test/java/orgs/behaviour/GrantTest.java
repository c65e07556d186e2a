package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A role that isn't the schema's owner, in a database where nobody has more rights than given. */
@OneServer(OneServer.DATABASES)
class GrantTest {

  private static final String ROLE = "grant \"test\" role";

  private final TestOrgs owner = TestOrgs.unmigrated();
  private final TestOrgs role = TestOrgs.unmigrated();

  @TempDir Path folder;

  @BeforeEach
  void database() {
    owner.execute("CREATE DATABASE grants TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
    owner.execute("REVOKE ALL ON DATABASE grants FROM PUBLIC");
    owner.execute("CREATE ROLE \"grant \"\"test\"\" role\" LOGIN PASSWORD 'secret'");
    owner.execute("GRANT CONNECT ON DATABASE grants TO \"grant \"\"test\"\" role\"");
    owner.environment().put("ORGS_SCHEMA", "people");
    role.environment().put("ORGS_SCHEMA", "people");
    String url = owner.url().replaceFirst("/[a-z]+$", "/grants");
    owner.environment().put("ORGS_DATABASE_URL", url);
    role.environment().put("ORGS_DATABASE_URL", url.replaceFirst("//[^@]*@", "//"));
    role.environment().put("PGUSER", ROLE);
    role.environment().put("PGPASSWORD", "secret");
    owner.ok("db", "migrate");
    owner.ok("create", "acme", "--member", "ann", "--member", "bob");
    owner.ok("create", "globex", "--member", "ann");
  }

  @AfterEach
  void drop() {
    owner.execute("DROP DATABASE grants WITH (FORCE)");
    owner.execute("DROP ROLE \"grant \"\"test\"\" role\"");
  }

  @Test
  void withoutRightsNothingWorks() {
    for (String command : List.of("list", "create x", "db status")) {
      Result result = role.run(command.split(" "));

      assertThat(result.exit()).as(command + result).isEqualTo(ExitCode.FAILURE);
      assertThat(result.out() + result.err()).contains("permission denied");
    }
    assertThat(role.run("list").err())
        .contains("hint: the owner of the schema gives it: orgs db migrate --grant-to ROLE\n");
  }

  @Test
  void writerCanUseEveryCommand() throws IOException {
    Result granted = owner.ok("db", "migrate", "--grant-to", ROLE);
    assertThat(granted.err())
        .isEqualTo("schema people is up to date\nrole " + ROLE + " may read and write\n");
    Path names = Files.writeString(folder.resolve("names.txt"), "ann\nbob\ncid\n");
    Path everything = Files.writeString(folder.resolve("all.csv"), "org,member\nacme,dan\nnew,x\n");
    String backup = folder.resolve("backup.jsonl").toString();
    String gone = folder.resolve("gone.jsonl").toString();

    for (String command :
        List.of(
            "create one --member a",
            "rename one two",
            "show two",
            "list --counts --like %",
            "members add two b c c",
            "members list two --contains b",
            "members count two",
            "members rename two a d",
            "members duplicates two --remove --yes",
            "members move two b --to acme --yes",
            "members remove two c",
            "members import two " + names,
            "members sync two " + names + " --yes",
            "members export two",
            "import " + everything,
            "export",
            "sync " + everything + " --yes --max-removals 100%",
            "find --contains n",
            "copy acme acme2",
            "merge acme2 --into acme --yes",
            "backup --all -o " + backup,
            "delete acme --yes --backup " + gone,
            "restore " + gone,
            "db status")) {
      Result result = role.run(command.split(" "));

      assertThat(result.exit()).as(command + result).isZero();
    }
    assertThat(role.run("members", "diff", "two", names.toString()).exit()).isZero();
    assertThat(role.runWithInput("create y\ndelete y --yes\n", "run", "-").exit()).isZero();
    assertThat(role.run("db", "drop", "--yes").exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(owner.ok("list").out()).contains("acme", "two", "new");
  }

  @Test
  void readerCanOnlyRead() throws IOException {
    owner.ok("db", "migrate", "--grant-to", ROLE);
    owner.ok("db", "migrate", "--grant-to", ROLE, "--access", "reader");
    Path names = Files.writeString(folder.resolve("names.txt"), "ann\nbob\n");
    String backup = folder.resolve("backup.jsonl").toString();

    for (String command :
        List.of(
            "list --counts",
            "show acme",
            "members list acme",
            "members count acme",
            "members export acme",
            "members diff acme " + names,
            "export",
            "find --contains n",
            "backup --all -o " + backup,
            "db status")) {
      assertThat(role.run(command.split(" ")).exit()).as(command).isZero();
    }
    for (String command :
        List.of(
            "create one",
            "rename acme b",
            "delete acme --yes",
            "members add acme c",
            "members remove acme ann",
            "members import acme " + names,
            "members sync acme " + names + " --yes --max-removals 100%",
            "merge acme --into globex --yes",
            "restore " + backup)) {
      Result result = role.run(command.split(" "));

      assertThat(result.exit()).as(command + result).isEqualTo(ExitCode.FAILURE);
      assertThat(result.err()).contains("permission denied for table ", "--grant-to ROLE");
    }
    assertThat(owner.ok("export").out()).hasLineCount(3);
  }

  private static final String READ_ONLY = "read only";

  private static final List<String> DRY_RUNS =
      List.of(
          "delete acme",
          "delete acme globex --backup FILE",
          "merge acme --into globex",
          "merge acme --into globex --backup FILE",
          "members remove acme ann",
          "members remove acme ann bob",
          "members remove acme --id 1 --backup FILE",
          "members remove acme --like a%",
          "members remove acme --from NAMES --ignore-missing",
          "members rename acme ann eva",
          "members rename acme --like a% --replace a --with b",
          "members move acme ann --to globex",
          "members move acme --like a% --to globex",
          "members duplicates acme --remove",
          "members sync acme NAMES --max-removals 100%",
          "members sync anew NAMES --create-org",
          "sync ALL --prune --max-removals 100%",
          "import ALL",
          "members import acme NAMES",
          "members import anew NAMES --create-org");

  /** Whatever privilege it is that the role lacks. */
  @Test
  void dryRunIsRefusedWhereTheCommandIs() throws IOException {
    owner.ok("db", "migrate", "--grant-to", ROLE);
    dryRunsEndLikeCommands("all");
    for (String table : List.of("organizations", "members")) {
      for (String privilege : List.of("INSERT", "UPDATE", "DELETE")) {
        String what = " " + privilege + " ON people." + table;
        String quoted = '"' + ROLE.replace("\"", "\"\"") + '"';
        executeInDatabase("REVOKE" + what + " FROM " + quoted);
        dryRunsEndLikeCommands("without" + what);
        executeInDatabase("GRANT" + what + " TO " + quoted);
      }
    }
    owner.ok("db", "migrate", "--grant-to", ROLE, "--access", "reader");
    dryRunsEndLikeCommands("reader");
    role.environment().put("PGOPTIONS", "-c default_transaction_read_only=on");
    owner.ok("db", "migrate", "--grant-to", ROLE);
    dryRunsEndLikeCommands(READ_ONLY);
  }

  private void dryRunsEndLikeCommands(String privileges) throws IOException {
    Path names = Files.writeString(folder.resolve("some.lines"), "ann\nzoe\n");
    Path all = Files.writeString(folder.resolve("all.csv"), "org,member\nacme,dan\nnew,x\n");
    Path file = folder.resolve("saved.jsonl");
    for (String line : DRY_RUNS) {
      String command =
          line.replace("NAMES", names.toString())
              .replace("ALL", all.toString())
              .replace("FILE", file.toString());
      String yes = command.contains("import") ? "" : " --yes";

      Result dry = role.run((command + " --dry-run").split(" "));
      Result real = role.run((command + yes).split(" "));

      assertThat(dry.exit())
          .as("%s, %s: %s%n%s", command, privileges, dry, real)
          .isEqualTo(real.exit());
      if (real.exit() != ExitCode.OK) {
        // A command may have begun to read its file by then, or to create a table for it.
        String expected = privileges.equals(READ_ONLY) ? dry.err().split(":")[1] : dry.err();
        assertThat(real.err()).as("%s, %s", command, privileges).contains(expected);
      }
      Files.deleteIfExists(file);
      executeInDatabase(
          "TRUNCATE people.organizations, people.members RESTART IDENTITY;"
              + " INSERT INTO people.organizations (org_name) VALUES ('acme'), ('globex');"
              + " INSERT INTO people.members (org_id, member_name)"
              + " VALUES (1, 'ann'), (1, 'bob'), (1, 'ann'), (2, 'ann')");
    }
  }

  private void executeInDatabase(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:"
                    + owner
                        .environment()
                        .get("ORGS_DATABASE_URL")
                        .replaceFirst("//([^@]*)@([^?]*)", "//$2?user=$1"),
                "orgs",
                owner.environment().get("PGPASSWORD"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatCannotBeGrantedIsRefused() {
    Result unknown = owner.run("db", "migrate", "--grant-to", "nobody");
    assertThat(unknown.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err())
        .endsWith(
            "orgs: no role 'nobody' on this server\n"
                + "hint: create it with: CREATE ROLE name LOGIN\n");

    owner.ok("db", "migrate", "--grant-to", ROLE);
    Result notOurs = role.run("db", "migrate", "--grant-to", "pg_monitor");
    assertThat(notOurs.exit()).as("%s", notOurs).isEqualTo(ExitCode.FAILURE);
    assertThat(notOurs.err())
        .endsWith(
            "orgs: no right to grant what 'pg_monitor' needs in schema people\n"
                + "hint: nothing was done; the owner of the schema can do it\n");

    assertThat(owner.run("db", "migrate", "--access", "reader").exit()).isEqualTo(ExitCode.USAGE);
  }
}
