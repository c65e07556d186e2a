package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** {@code members diff} and {@code members sync}, and the same for organizations. */
class MembersSyncTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @BeforeEach
  void organization() {
    orgs.ok("create", "acme", "--member", "ann", "--member", "bob", "--member", "ann");
  }

  @Test
  void diffTellsAndChangesNothing() {
    Result result = orgs.runWithInput("ann\nzoe\nbob\n", "members", "diff", "acme", "-");

    assertThat(result.exit()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(result.out()).isEqualTo("remove\t3\tann\nadd\t\tzoe\n");
    assertThat(result.err())
        .isEqualTo("reading stdin as lines\n1 member to add, 1 to remove, 2 unchanged\n");
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|bob", "acme|ann");
  }

  @Test
  void nothingDiffers() {
    Result result = orgs.runWithInput("bob\nann\nann\n", "members", "diff", "acme", "-", "-q");

    assertThat(result).isEqualTo(Result.ok(""));
  }

  @Test
  void syncDoesWhatDiffSays() {
    Result result = orgs.runWithInput("ann\nzoe\nbob\n", "members", "sync", "acme", "-", "--yes");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEqualTo("remove\t3\tann\nadd\t4\tzoe\n");
    assertThat(result.err())
        .isEqualTo("reading stdin as lines\n1 member added, 1 removed, 2 unchanged\n");
    assertThat(orgs.query("SELECT member_id, member_name FROM members ORDER BY 1"))
        .containsExactly("1|ann", "2|bob", "4|zoe");
  }

  @Test
  void summaryIsOneRow() {
    assertThat(
            orgs.runWithInput("zoe\nann\n", "members", "diff", "acme", "-", "--summary", "-q")
                .out())
        .isEqualTo("1\t2\t1\n");
    String[] json = {"members", "sync", "acme", "-", "--summary", "--format", "json", "--yes"};
    assertThat(orgs.runWithInput("zoe\nann\n", json).out().replaceAll("\\s", ""))
        .isEqualTo("{\"added\":1,\"removed\":2,\"unchanged\":1}");
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|zoe");
  }

  @Test
  void dryRunIsDiffWithoutItsCode() {
    Result result = orgs.runWithInput("ann\n", "members", "sync", "acme", "-", "--dry-run", "-q");

    assertThat(result).isEqualTo(Result.ok("remove\t2\tbob\nremove\t3\tann\n"));
    assertThat(orgs.contents()).hasSize(3);
  }

  @ParameterizedTest
  // Of 100 members, as many are left in the file.
  @CsvSource({
    "80, 20%, 0",
    "79, 20%, 6",
    "79, , 6",
    "80, , 0",
    "90, 1%, 0",
    "89, 1%, 6",
    "99, 0%, 6",
    "100, 0%, 0",
    "99, 0, 6",
    "95, 5, 0",
    "94, 5, 6",
    "0, 100%, 0",
    "0, 99.9%, 6",
    "0, 100, 0",
    "0, , 6"
  })
  void circuitBreaker(int left, String limit, int exit) {
    orgs.ok("create", "hundred");
    orgs.runWithInput(lines(100), "members", "import", "hundred", "-");
    String[] command =
        limit == null
            ? new String[] {"members", "sync", "hundred", "-", "--yes", "--summary", "-q"}
            : new String[] {
              "members", "sync", "hundred", "-", "--yes", "--summary", "-q", "--max-removals", limit
            };

    Result result = orgs.runWithInput(lines(left), command);

    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(orgs.ok("members", "count", "hundred").out())
        .isEqualTo((exit == 0 ? left : 100) + "\n");
    if (exit != 0) {
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .startsWith(
              "orgs: this removes %d of 100 members, more than --max-removals %s\n"
                  .formatted(100 - left, limit == null ? "20%" : limit))
          .contains("hint: nothing was changed; ");
      command[4] = "--dry-run";
      assertThat(orgs.runWithInput(lines(left), command).exit()).isEqualTo(exit);
    }
  }

  @Test
  void emptyFileOfNoOrganizationIsNoDanger() {
    orgs.ok("create", "empty");
    assertThat(orgs.runWithInput("", "members", "sync", "empty", "-", "--yes").exit()).isZero();
    assertThat(orgs.runWithInput("", "members", "diff", "empty", "-").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', , 6",
    "'', 20%, 6",
    "'', 99%, 6",
    "'', 10, 6",
    "'', 0, 6",
    "'', 3, 0",
    "'', 100%, 0",
    "'\n\n', , 6",
    "'\ufeff', , 6",
  })
  void fileWithoutMembersIsRefused(String text, String limit, int exit) {
    List<String> command = new ArrayList<>(List.of("members", "sync", "acme", "-", "--yes"));
    if (limit != null) {
      command.addAll(List.of("--max-removals", limit));
    }

    Result result = orgs.runWithInput(text, command.toArray(String[]::new));

    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(orgs.contents()).hasSize(exit == 0 ? 1 : 3);
    if (exit != 0) {
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("hint: nothing was changed; ");
    }
  }

  @ParameterizedTest
  @CsvSource({"e.json, '[]\n'", "e.csv, 'name\n'", "e.jsonl, ''", "e.txt, '\n'"})
  void noRowsAreNoMembersInEveryFormat(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);

    Result result = orgs.run("members", "sync", "acme", file.toString(), "--yes", "-q");

    assertThat(result)
        .isEqualTo(
            new Result(
                ExitCode.REFUSED,
                "",
                "orgs: the file has no members, and this removes all there are\n"
                    + "hint: nothing was changed; if the file is complete, allow it with"
                    + " --max-removals 100%\n"));
    assertThat(orgs.run("members", "sync", "acme", file.toString(), "--dry-run").exit())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(orgs.run("members", "diff", "acme", file.toString(), "-q").exit())
        .isEqualTo(ExitCode.DIFFERENT);
    assertThat(orgs.run("sync", Files.writeString(folder.resolve("e"), "").toString(), "--yes"))
        .extracting(Result::exit)
        .isEqualTo(0);
    assertThat(orgs.run("sync", folder.resolve("e").toString(), "--yes", "--prune").exit())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(orgs.runWithInput("acme\t\n", "sync", "-", "--yes").exit())
        .isEqualTo(ExitCode.REFUSED);
    assertThat(orgs.contents()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "ann, ann, 0",
    "ann, anne, 0",
    "ann, Ann, 1",
    "ann, 'ann ', 1",
    "ann lee, annlee, 1",
    "ann, 'a\u200bnn', 1",
    "ann lee, 'ann\u00a0lee', 1",
    "\u00e9mile, e\u0301mile, 1",
    "\u00c9mile, \u00e9mile, 1",
    "ann, '\uff21nn', 1",
    "'', zoe, 0",
  })
  void namesThatLookTheSameAreHinted(String there, String wanted, int count) throws IOException {
    orgs.ok("create", "globex", "--member", "x");
    if (!there.isEmpty()) {
      orgs.ok("members", "add", "globex", there);
    }
    String hint =
        "\nhint: 1 added name differs from a removed one only in blanks, case or Unicode"
            + " normalization\n";
    Path file = Files.writeString(folder.resolve("a.lines"), "x\n" + wanted + "\n");
    Path all = Files.writeString(folder.resolve("a.tsv"), "globex\tx\nglobex\t" + wanted + "\n");

    for (List<String> command :
        List.of(
            List.of("members", "diff", "globex", file.toString()),
            List.of("members", "sync", "globex", file.toString(), "--dry-run"),
            List.of("diff", all.toString()),
            List.of("sync", all.toString(), "--dry-run"),
            List.of("members", "sync", "globex", file.toString(), "--yes"))) {
      Result result = orgs.run(command.toArray(String[]::new));
      assertThat(result.exit()).isIn(0, ExitCode.DIFFERENT);
      assertThat(result.err().contains(hint)).as(result.err()).isEqualTo(count > 0);
    }
  }

  @Test
  void badLineStopsIt() {
    Result result =
        orgs.runWithInput("ann\n \nbob\n", "members", "sync", "acme", "-", "--yes", "-q");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).startsWith("orgs: stdin:2: ").endsWith("hint: nothing was changed\n");
    assertThat(orgs.contents()).hasSize(3);
    assertThat(orgs.run("members", "sync", "acme", "-", "--rejects", "f", "--yes").exit())
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"members sync acme -", "sync -"})
  void nobodyToAskIsRefusedBeforeAnythingIsRead(String command) {
    Result result = orgs.runWithInput("acme\tann\n", command.split(" "));

    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.err()).contains("confirm it with --yes").contains("--dry-run");
    assertThat(orgs.contents()).hasSize(3);
  }

  @Test
  void terminalIsAskedAfterTheNumbers() throws IOException {
    Path file = Files.writeString(folder.resolve("names.txt"), "ann\nzoe\n");
    orgs.withTerminals("111");

    Result no = orgs.runWithInput("no\n", "members", "sync", "acme", file.toString());
    assertThat(no.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(no.err())
        .contains("organization 'acme': 1 member to add, 2 to remove, 1 unchanged")
        .contains("the name doesn't match");
    assertThat(orgs.contents()).hasSize(3);

    Result yes = orgs.runWithInput("acme\n", "members", "sync", "acme", file.toString());
    assertThat(yes.exit()).as(yes.err()).isZero();
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|zoe");

    Result nothing = orgs.runWithInput("", "members", "sync", "acme", file.toString());
    assertThat(nothing.exit()).isZero();
    assertThat(nothing.err()).doesNotContain("Type acme");
  }

  @Test
  void tableOnATerminalStopsAfterAScreenful() throws IOException {
    Path file = Files.writeString(folder.resolve("names.lines"), lines(150));
    orgs.withTerminals("111");
    String[] sync = {
      "members", "sync", "acme", file.toString(), "--yes", "--max-removals", "100%", "-q"
    };

    Result diff = orgs.run("members", "diff", "acme", file.toString());
    assertThat(diff.lines()).hasSize(102);
    assertThat(diff.err())
        .contains("first 100 of 153 changes; all with -o FILE, their numbers with --summary\n");
    assertThat(orgs.run(sync).lines()).hasSize(102);
    assertThat(orgs.ok("members", "count", "acme").out()).isEqualTo("150\n");
  }

  @Test
  void organizationIsCreatedWhenThatIsSaid() {
    String[] command = {"members", "sync", "new", "-", "--yes", "-q"};
    assertThat(orgs.runWithInput("x\n", command).exit()).isEqualTo(ExitCode.NOT_FOUND);

    command[4] = "--dry-run";
    String[] dryRun = {"members", "sync", "new", "-", "--create-org", "--dry-run", "-q"};
    assertThat(orgs.runWithInput("x\n", dryRun)).isEqualTo(Result.ok("add\t\tx\n"));
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("1");

    dryRun[5] = "--yes";
    assertThat(orgs.runWithInput("x\n", dryRun).exit()).isZero();
    assertThat(orgs.contents()).endsWith("new|x").hasSize(4);
  }

  @Test
  void everyFormatOfImport() throws IOException {
    Path csv = folder.resolve("people.csv.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(csv))) {
      out.write("id,who\n1,ann\n2,\"b,ob\"\n".getBytes(StandardCharsets.UTF_8));
    }
    orgs.ok("members", "sync", "acme", csv.toString(), "--column", "who", "--yes");
    assertThat(orgs.contents()).containsExactly("acme|ann", "acme|b,ob");

    Path export = folder.resolve("acme.jsonl");
    orgs.ok("members", "export", "acme", "-o", export.toString());
    assertThat(orgs.run("members", "diff", "acme", export.toString()).exit()).isZero();
  }

  @Test
  void organizationsToo() {
    orgs.ok("create", "globex", "--member", "x");
    orgs.ok("create", "initech", "--member", "x");
    String file = "acme\tann\nnew\tzoe\nnew\tyve\nglobex\tx\nacme\tbob\n";

    Result diff = orgs.runWithInput(file, "diff", "-");
    assertThat(diff.exit()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(diff.lines())
        .containsExactly(
            "remove\tacme\t3\tann", "add\tnew\t\t\\N", "add\tnew\t\tzoe", "add\tnew\t\tyve");
    Result prune = orgs.runWithInput(file, "diff", "-", "--prune", "--summary", "-q");
    assertThat(prune.out()).isEqualTo("2\t2\t3\t1\t1\n");

    Result sync = orgs.runWithInput(file, "sync", "-", "--prune", "--yes");
    assertThat(sync.lines())
        .containsExactly(
            "remove\tacme\t3\tann",
            "remove\tinitech\t5\tx",
            "remove\tinitech\t\t\\N",
            "add\tnew\t\t\\N",
            "add\tnew\t6\tzoe",
            "add\tnew\t7\tyve");
    assertThat(sync.err())
        .endsWith(
            "1 organization created, 1 organization deleted, 2 members added, 2 removed,"
                + " 3 unchanged\n");
    assertThat(orgs.contents())
        .containsExactly("acme|ann", "acme|bob", "globex|x", "new|zoe", "new|yve");
    assertThat(orgs.runWithInput(file, "diff", "-", "--prune").exit()).isZero();
  }

  @Test
  void organizationsWithoutMembersAreNotPrunedByTheDozen() {
    orgs.execute(
        "INSERT INTO organizations (org_name) SELECT 'empty ' || i FROM generate_series(1, 11) i");
    String[] prune = {"sync", "-", "--prune", "--yes", "-q"};
    String file = "acme\tann\nacme\tann\nacme\tbob\n";

    Result refused = orgs.runWithInput(file, prune);
    assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err())
        .startsWith("orgs: this deletes 11 of 12 organizations, more than --max-removals 20%\n");
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("12");

    assertThat(orgs.runWithInput(file + "empty 1\t\n", prune).exit()).isZero();
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("2");
  }

  @Test
  void deleteAfterASyncOrAMergeStillTellsTheTrueNumber() throws IOException {
    orgs.ok("create", "globex", "--member", "x", "--member", "y");
    orgs.ok("create", "initech", "--member", "z");
    Path file = Files.writeString(folder.resolve("names.lines"), "ann\n");
    String script =
        "members sync acme %s --yes --summary\nmerge initech --into globex --yes\n".formatted(file)
            + "delete acme --yes --backup %s\ndelete globex --yes\n".formatted(folder.resolve("b"));

    Result result = orgs.runWithInput(script, "run", "-", "--single-transaction", "-q");

    assertThat(result.lines())
        .containsExactly("0\t2\t1", "3\tinitech\t1", "1\tacme\t1", "2\tglobex\t3");
  }

  @Test
  void scriptOnStandardInputIsNobodysFile() {
    for (String line :
        List.of(
            "members sync acme - --yes",
            "members sync acme /dev/stdin --yes",
            "sync - --yes --prune",
            "members import acme -",
            "members remove acme --from - --yes")) {
      Result result = orgs.runWithInput(line + "\nann\n", "run", "-");
      assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).startsWith("orgs: stdin:1: standard input is the script\n");
    }
    assertThat(orgs.contents()).hasSize(3);
  }

  @Test
  void scriptOfSyncsIsOneTransaction() throws IOException {
    Path one = Files.writeString(folder.resolve("one.lines"), "ann\n");
    Path all = Files.writeString(folder.resolve("all.tsv"), "acme\tann\nglobex\tg\n");
    String script =
        "members sync acme %s --yes\nsync %s --yes\nsync %s --yes --prune\nmembers diff acme %s\n"
            .formatted(one, all, all, one);

    Result result = orgs.runWithInput(script, "run", "-", "--single-transaction");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(orgs.contents()).containsExactly("acme|ann", "globex|g");
    assertThat(
            orgs.runWithInput(
                    "members sync acme %s --yes --max-removals 100%%\nmembers add nobody x\n"
                        .formatted(Files.writeString(folder.resolve("none.lines"), "")),
                    "run",
                    "-",
                    "--single-transaction")
                .exit())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.contents()).containsExactly("acme|ann", "globex|g");
  }

  @Test
  void sentIsOneDeleteAndOneInsertWhateverTheSize() {
    List<String> few = changes("a\nb\n");
    List<String> many = changes(lines(3_000));

    assertThat(few).hasSize(2);
    assertThat(many).hasSize(2);
  }

  private List<String> changes(String file) {
    return orgs
        .statements(
            () ->
                orgs.runWithInput(
                    file, "members", "sync", "acme", "-", "--yes", "--max-removals", "100%"))
        .stream()
        .filter(s -> s.matches("(?s).*(DELETE FROM|INSERT INTO) \\S*members.*"))
        .toList();
  }

  private static String lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i + "\n").collect(Collectors.joining());
  }
}
