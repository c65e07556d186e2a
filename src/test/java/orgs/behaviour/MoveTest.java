package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Members that move, merge, are copied, are the same, are found or named in a file. */
class MoveTest {

  private static final String ALL =
      "SELECT org_name, member_id, member_name FROM organizations LEFT JOIN members USING (org_id)"
          + " ORDER BY org_id, member_id";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @BeforeEach
  void organizations() {
    orgs.ok("create", "one", "--member", "ann", "--member", "bob", "--member", "ann");
    orgs.ok("create", "two", "--member", "cid");
  }

  @Test
  void membersMoveWithTheirIds() {
    assertThat(orgs.run("members", "move", "one", "ann", "--to", "two", "--yes").lines())
        .containsExactlyInAnyOrder("1\tann", "3\tann");
    assertThat(orgs.query(ALL)).containsExactly("one|2|bob", "two|1|ann", "two|3|ann", "two|4|cid");

    assertThat(orgs.run("members", "move", "two", "--id", "4", "--to", "id:1"))
        .isEqualTo(Result.ok("4\tcid\n"));
    assertThat(orgs.run("members", "move", "one", "--like", "%", "--to", "two", "--yes").lines())
        .containsExactlyInAnyOrder("2\tbob", "4\tcid");
    assertThat(orgs.query(ALL))
        .containsExactly("one|null|null", "two|1|ann", "two|2|bob", "two|3|ann", "two|4|cid");
  }

  @Test
  void moveRefuses() {
    assertThat(orgs.run("members", "move", "one", "ann", "--to", "one").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("members", "move", "one", "ann").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("members", "move", "one", "--to", "two").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("members", "move", "one", "zoe", "bob", "--to", "two", "--yes"))
        .isEqualTo(
            new Result(
                ExitCode.NOT_FOUND,
                "",
                "orgs: no member 'zoe' in 'one'\nhint: nothing was done\n"));
    assertThat(orgs.run("members", "move", "one", "ann", "--to", "none", "--yes").exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.run("members", "move", "one", "ann", "--to", "two").exit())
        .isEqualTo(ExitCode.REFUSED);
    orgs.execute("INSERT INTO members VALUES (2, 1, 'first')");
    assertThat(orgs.run("members", "move", "one", "--id", "1", "--to", "two"))
        .isEqualTo(
            new Result(
                ExitCode.CONFLICT,
                "",
                "orgs: the member id 1 is taken\n"
                    + "hint: nothing was done: that member is there already, in this"
                    + " organization or in another\n"));
    assertThat(orgs.query(ALL)).startsWith("one|1|ann", "one|2|bob", "one|3|ann");
  }

  @Test
  void moveIsTriedFirst() {
    Result result = orgs.run("members", "move", "one", "ann", "--to", "two", "--dry-run");

    assertThat(result)
        .isEqualTo(new Result(0, "1\tann\n3\tann\n", "dry run: 2 members would be moved\n"));
    assertThat(orgs.query(ALL)).startsWith("one|1|ann");
  }

  @Test
  void moveIsOneStatement() {
    List<String> statements =
        orgs.statements(
            () -> orgs.ok("members", "move", "one", "--prefix", "a", "--to", "two", "--yes"));

    assertThat(statements).filteredOn(s -> s.contains("INSERT INTO")).hasSize(1);
    assertThat(statements).filteredOn(s -> s.contains("DELETE FROM")).hasSize(1);
    assertThat(statements).filteredOn(s -> s.matches("(?s).*: SELECT.*member_name.*")).isEmpty();
  }

  @Test
  void fileNamesWhoGoesOrMoves() throws IOException {
    Path file = Files.writeString(folder.resolve("names.txt"), "ann\nann\nbob\n");
    String from = file.toString();

    assertThat(orgs.run("members", "remove", "one", "--from", from, "--dry-run", "-q").lines())
        .containsExactly("1\tann", "2\tbob", "3\tann");
    assertThat(orgs.run("members", "move", "one", "--from", from, "--to", "two", "--yes", "-q"))
        .extracting(Result::exit)
        .isEqualTo(0);
    assertThat(orgs.query(ALL))
        .containsExactly("one|null|null", "two|1|ann", "two|2|bob", "two|3|ann", "two|4|cid");
    assertThat(orgs.run("members", "remove", "two", "--from", from, "--yes", "-q").lines())
        .containsExactlyInAnyOrder("1\tann", "2\tbob", "3\tann");
    assertThat(orgs.query(ALL)).containsExactly("one|null|null", "two|4|cid");
  }

  @Test
  void fileWithSomebodyElse() {
    String[] remove = {"members", "remove", "one", "--from", "-", "--yes", "-q"};

    assertThat(orgs.runWithInput("bob\nzoe\nyve\n", remove))
        .isEqualTo(
            new Result(
                ExitCode.NOT_FOUND,
                "",
                "orgs: no member 'zoe' in 'one'\nhint: nothing was done\n"));
    assertThat(orgs.query(ALL)).hasSize(4);
    String[] ignoring = {
      "members", "remove", "one", "--from", "-", "--yes", "-q", "--ignore-missing"
    };
    assertThat(orgs.runWithInput("bob\nzoe\nyve\n", ignoring)).isEqualTo(Result.ok("2\tbob\n"));
    assertThat(orgs.runWithInput("zoe\n", ignoring)).isEqualTo(Result.ok(""));
    assertThat(orgs.runWithInput("", ignoring)).isEqualTo(Result.ok(""));
    assertThat(orgs.run("members", "remove", "one", "ann", "--ignore-missing").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("members", "remove", "one", "ann", "--from", "-").exit())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void csvAndJsonNameThemToo() {
    String[] csv = {
      "members",
      "remove",
      "one",
      "--from",
      "-",
      "--yes",
      "-q",
      "--input-format",
      "csv",
      "--column",
      "who"
    };
    assertThat(orgs.runWithInput("x,who\n1,bob\n", csv)).isEqualTo(Result.ok("2\tbob\n"));
    String[] json = {
      "members",
      "move",
      "one",
      "--from",
      "-",
      "--to",
      "two",
      "--yes",
      "-q",
      "--input-format",
      "jsonl"
    };
    assertThat(orgs.runWithInput("{\"name\":\"ann\"}\n", json).lines()).hasSize(2);
  }

  @Test
  void duplicatesAreShownAndRemoved() {
    orgs.ok("members", "add", "one", "Ann", "bob", "ann", "zoe");

    assertThat(orgs.run("members", "duplicates", "one")).isEqualTo(Result.ok("ann\t3\nbob\t2\n"));
    assertThat(orgs.run("members", "duplicates", "one", "-i"))
        .isEqualTo(Result.ok("ann\t4\nbob\t2\n"));
    assertThat(orgs.run("members", "duplicates", "one", "--remove", "--dry-run"))
        .isEqualTo(
            new Result(
                0,
                "ann\t3\nbob\t2\n",
                "dry run: 3 members would be removed; nothing was changed\n"));
    assertThat(orgs.run("members", "duplicates", "one", "--remove").exit())
        .isEqualTo(ExitCode.REFUSED);

    Result removed = orgs.run("members", "duplicates", "one", "--remove", "--yes");
    assertThat(removed.lines()).containsExactlyInAnyOrder("ann\t3", "bob\t2");
    assertThat(removed.err()).isEqualTo("removed 3 members\n");
    assertThat(orgs.query(ALL))
        .containsExactly("one|1|ann", "one|2|bob", "one|5|Ann", "one|8|zoe", "two|4|cid");
    assertThat(orgs.run("members", "duplicates", "one", "--remove", "-i", "--yes", "-q"))
        .isEqualTo(Result.ok("ann\t2\n"));
    assertThat(orgs.run("members", "duplicates", "one", "-i")).isEqualTo(Result.ok(""));
  }

  @Test
  void copyAndRemovalOfDuplicatesAreOneStatement() {
    List<String> copy = orgs.statements(() -> orgs.ok("copy", "one", "copy"));
    assertThat(copy)
        .filteredOn(s -> s.contains("member_name"))
        .singleElement()
        .asString()
        .contains(": INSERT INTO ");
    List<String> remove =
        orgs.statements(() -> orgs.ok("members", "duplicates", "one", "--remove", "--yes"));
    assertThat(remove)
        .filteredOn(s -> s.contains("member_name"))
        .singleElement()
        .asString()
        .contains(": DELETE FROM ");
  }

  @Test
  void mergeMovesAllAndDeletesTheEmptied() {
    orgs.ok("create", "three", "--member", "dan");
    Result dryRun = orgs.run("merge", "one", "three", "--into", "two", "--dry-run");
    assertThat(dryRun.out()).isEqualTo("1\tone\t3\n3\tthree\t1\n");
    assertThat(orgs.run("merge", "one", "--into", "two").exit()).isEqualTo(ExitCode.REFUSED);

    List<String> statements =
        orgs.statements(
            () ->
                assertThat(orgs.ok("merge", "one", "id:3", "--into", "two", "--yes").out())
                    .isEqualTo("1\tone\t3\n3\tthree\t1\n"));

    assertThat(statements).filteredOn(s -> s.contains("DELETE FROM")).hasSize(2);
    assertThat(orgs.query(ALL))
        .containsExactly("two|1|ann", "two|2|bob", "two|3|ann", "two|4|cid", "two|5|dan");
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("1");
  }

  @Test
  void mergeRefuses() {
    assertThat(orgs.run("merge", "one", "two", "--into", "two", "--yes").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("merge", "one", "id:1", "--into", "two", "--yes").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("merge", "none", "--into", "two", "--yes").exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.run("merge", "one", "--into", "none", "--yes").exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.query(ALL)).hasSize(4);
  }

  @Test
  void copyHasTheSameNames() {
    assertThat(orgs.run("copy", "one", "copy")).isEqualTo(Result.ok("3\tcopy\t3\n"));
    assertThat(orgs.query(ALL)).endsWith("copy|5|ann", "copy|6|bob", "copy|7|ann").hasSize(7);
    assertThat(orgs.run("copy", "one", "two").exit()).isEqualTo(ExitCode.CONFLICT);
    assertThat(orgs.run("copy", "none", "x").exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.run("copy", "one", "id:9").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void findLooksEverywhere() {
    orgs.ok("members", "add", "two", "Annabel");

    assertThat(orgs.run("find", "--contains", "ann"))
        .isEqualTo(Result.ok("1\tone\t1\tann\n1\tone\t3\tann\n"));
    assertThat(orgs.run("find", "--prefix", "ANN", "-i", "--after", "1", "--limit", "1"))
        .isEqualTo(Result.ok("1\tone\t3\tann\n"));
    assertThat(orgs.run("find", "--like", "%", "--sort", "name", "--format", "id").lines())
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    assertThat(orgs.run("find", "--name", "zoe")).isEqualTo(Result.ok(""));
    assertThat(orgs.run("find").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("find", "--name", "cid", "--format", "table").out())
        .contains("org_name")
        .contains("two");
  }
}
