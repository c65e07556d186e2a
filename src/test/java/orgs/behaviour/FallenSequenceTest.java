package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A sequence that gives ids which are taken, after another program has loaded rows with theirs. */
@OneServer("the nodes of a cluster have sequences of their own")
class FallenSequenceTest {

  private static final Pattern MEND = Pattern.compile("advance it with: (SELECT .*)\n");

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  private List<String> before;

  @BeforeEach
  void rowsOfAnotherProgram() {
    orgs.execute(
        "INSERT INTO organizations VALUES (1, 'acme'), (2, 'globex');"
            + " INSERT INTO members VALUES (1, 1, 'ann'), (1, 2, 'bob'), (2, 1, 'cid')");
    before = orgs.contents();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create new",
        "create new --if-not-exists",
        "create new --member dan",
        "import ALL",
        "sync ALL --yes",
        "members import anew NAMES --create-org",
        "members sync anew NAMES --create-org --yes",
        "copy acme new",
      })
  void newOrganizationSaysSo(String command) throws IOException {
    says(
        command,
        "the id 1 of the new organization is taken: the sequence of org_id has fallen behind the"
            + " ids",
        "SELECT setval(pg_get_serial_sequence('%1$s.organizations', 'org_id'),"
            + " (SELECT max(org_id) FROM %1$s.organizations))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members add acme dan",
        "members add id:1 dan",
        "members import acme NAMES",
        "members sync acme KEPT --yes",
        "import OLD",
        "sync OLD --yes",
      })
  void newMemberSaysSo(String command) throws IOException {
    says(
        command,
        "the id 1 of the new member is taken: the sequence of member_id has fallen behind the ids",
        "SELECT setval(pg_get_serial_sequence('%1$s.members', 'member_id'),"
            + " (SELECT max(member_id) FROM %1$s.members))");
  }

  private void says(String command, String problem, String mend) throws IOException {
    Path all = Files.writeString(folder.resolve("all.csv"), "org,member\nnew,x\n");
    Path old =
        Files.writeString(
            folder.resolve("old.csv"), "org,member\nacme,ann\nacme,bob\nacme,dan\nglobex,cid\n");
    Path kept = Files.writeString(folder.resolve("kept.lines"), "ann\nbob\ndan\n");
    Path names = Files.writeString(folder.resolve("names.lines"), "dan\n");
    String[] words =
        command
            .replace("ALL", all.toString())
            .replace("OLD", old.toString())
            .replace("NAMES", names.toString())
            .replace("KEPT", kept.toString())
            .split(" ");

    Result result = orgs.run(words);

    assertThat(result.exit()).as("%s", result).isEqualTo(ExitCode.FAILURE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .endsWith(
            "orgs: %s\nhint: nothing was done; advance it with: %s\n"
                .formatted(problem, mend.formatted(orgs.schema())));
    assertThat(orgs.contents()).isEqualTo(before);
    for (int i = 0; i < 2; i++) {
      // A new organization may have new members.
      Matcher hint = MEND.matcher(orgs.run(words).err());
      if (hint.find()) {
        orgs.execute(hint.group(1));
      }
    }
    assertThat(orgs.contents()).isNotEqualTo(before);
  }

  @Test
  void takenNameIsStillTaken() {
    orgs.execute("SELECT setval(pg_get_serial_sequence('organizations', 'org_id'), 2)");
    assertThat(orgs.run("create", "acme").exit()).isEqualTo(ExitCode.CONFLICT);
    assertThat(orgs.run("create", "new", "acme").exit()).isEqualTo(ExitCode.CONFLICT);
    assertThat(orgs.run("rename", "acme", "globex").exit()).isEqualTo(ExitCode.CONFLICT);
    orgs.ok("create", "acme", "--if-not-exists");
    assertThat(orgs.contents()).isEqualTo(before);
  }

  /** There the id is the member's own. */
  @Test
  void takenIdOfAMemberThatMovesIsAConflict() {
    for (String command :
        List.of("members move acme ann --to globex", "merge acme --into globex --yes")) {
      Result result = orgs.run(command.split(" "));
      assertThat(result.exit()).as("%s", result).isEqualTo(ExitCode.CONFLICT);
      assertThat(result.err()).startsWith("orgs: the member id 1 is taken\n");
    }
  }
}
