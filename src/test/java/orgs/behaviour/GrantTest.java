package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
