package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Effort;
import orgs.testing.OneServer;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What is written before it goes, and how it comes back: the same rows with the same ids. */
@Randomized
class BackupTest {

  private static final String ALL =
      "SELECT org_id, org_name, member_id, member_name FROM organizations"
          + " LEFT JOIN members USING (org_id) ORDER BY 1, 3";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void organizations() {
    file = folder.resolve("saved.jsonl");
    orgs.ok("create", "one", "--member", "ann", "--member", "b\"o\\b\t\u2028", "--member", "ann");
    orgs.ok("create", "two", "--member", "cid");
    orgs.ok("create", "empty");
  }

  /** Its file is there by then, and the next attempt needs the name. */
  @OneServer("a trigger on a reference table")
  @Test
  void backupOfWhatCommitUndoesGoes() {
    orgs.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE 'refused'; END $$;"
            + " CREATE CONSTRAINT TRIGGER refuse AFTER DELETE ON organizations"
            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()");

    Result result = orgs.run("delete", "one", "--yes", "--backup", file.toString());

    assertThat(result.exit()).as(result.err()).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
    orgs.execute("DROP FUNCTION refuse CASCADE");
    orgs.ok("delete", "one", "--yes", "--backup", file.toString());
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void fileIsText() throws IOException {
    orgs.ok("backup", "one", "empty", "-o", file.toString());

    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0))
        .matches(
            "\\{\"orgs_backup\":1,\"schema_version\":\"3\",\"created\":\"20..-..-..T..:..:..Z\"}");
    assertThat(lines.subList(1, 6))
        .containsExactly(
            "{\"org_id\":1,\"org_name\":\"one\"}",
            "{\"org_id\":3,\"org_name\":\"empty\"}",
            "{\"org_id\":1,\"member_id\":1,\"member_name\":\"ann\"}",
            "{\"org_id\":1,\"member_id\":2,\"member_name\":\"b\\\"o\\\\b\\t\\u2028\"}",
            "{\"org_id\":1,\"member_id\":3,\"member_name\":\"ann\"}");
    CRC32 crc = new CRC32();
    byte[] bytes = Files.readAllBytes(file);
    crc.update(bytes, 0, bytes.length - lines.get(6).length() - 1);
    assertThat(lines.get(6))
        .isEqualTo(
            "{\"organizations\":2,\"members\":3,\"crc32\":\"%08x\"}".formatted(crc.getValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two", "empty", "one two empty", "two one", "id:1 one"})
  void deleteAndRestoreIsTheIdentity(String names) {
    List<String> before = orgs.query(ALL);
    List<String> command = new ArrayList<>(List.of("delete"));
    command.addAll(List.of(names.replace("id:1 one", "id:1").split(" ")));
    List<String> backup = new ArrayList<>(command);
    backup.addAll(List.of("--yes", "--backup", file.toString()));

    Result deleted = orgs.run(backup.toArray(String[]::new));
    assertThat(deleted.exit()).as(deleted.err()).isZero();
    assertThat(orgs.query(ALL)).hasSizeLessThan(before.size());
    Result restored = orgs.run("restore", file.toString());

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(orgs.query(ALL)).isEqualTo(before);
    orgs.ok("create", "next", "--member", "n");
    assertThat(orgs.query(ALL)).endsWith("4|next|5|n");
  }

  /** Also where the server has them in another order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete one --yes --backup",
        "members remove one --like %n% --yes --backup",
        "members remove one --id 5 --id 6 --id 1 --yes --backup",
        "members duplicates one --remove --yes --backup",
        "members sync one - --yes --max-removals 100% --backup",
        "merge one --into two --yes --backup"
      })
  void membersAreInTheOrderOfTheirIds(String command) throws IOException {
    orgs.ok("members", "add", "one", "ann", "ann", "ann");
    orgs.execute("UPDATE members SET member_name = member_name WHERE member_id IN (1, 3)");
    orgs.execute("UPDATE members SET member_name = member_name WHERE member_id = 5");
    orgs.ok((command + " " + file).split(" "));

    List<Long> ids =
        Files.readAllLines(file).stream()
            .filter(line -> line.contains("member_id"))
            .map(line -> Long.valueOf(line.replaceAll(".*member_id\":([0-9]+),.*", "$1")))
            .toList();
    assertThat(ids).hasSizeGreaterThan(2).isSorted();
  }

  @Test
  void deleteTellsTheSameRows() {
    assertThat(orgs.ok("delete", "two", "one", "--yes", "--backup", file.toString()).out())
        .isEqualTo("2\ttwo\t1\n1\tone\t3\n");
    assertThat(orgs.run("restore", file.toString())).isEqualTo(Result.ok("2\t4\n"));
  }

  @Test
  void allAreSavedPackedAndRestoredElsewhere() throws IOException {
    file = folder.resolve("all.jsonl.gz");
    orgs.ok("backup", "--all", "-o", file.toString());
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("{\"orgs_b");
    }
    TestOrgs other = TestOrgs.migrated();

    assertThat(other.run("restore", file.toString())).isEqualTo(Result.ok("3\t4\n"));

    assertThat(other.query(ALL)).isEqualTo(orgs.query(ALL));
    // The sequences are behind the ids that came.
    assertThat(other.ok("create", "next", "--member", "n").out()).isEqualTo("4\tnext\n");
    assertThat(other.query(ALL)).endsWith("4|next|5|n");
    assertThat(other.run("restore", file.toString()).exit()).isEqualTo(ExitCode.CONFLICT);
  }

  @Test
  void removedMembersComeBack() {
    List<String> before = orgs.query(ALL);
    String[][] removals = {
      {"members", "remove", "one", "ann"},
      {"members", "remove", "one", "--like", "%"},
      {"members", "remove", "one", "--id", "2"},
      {"members", "duplicates", "one", "--remove"},
    };
    for (int i = 0; i < removals.length; i++) {
      String saved = folder.resolve("removed-" + i).toString();
      List<String> command = new ArrayList<>(List.of(removals[i]));
      command.addAll(List.of("--yes", "--backup", saved));
      orgs.ok(command.toArray(String[]::new));
      assertThat(orgs.query(ALL)).isNotEqualTo(before);
      orgs.ok("restore", saved);
      assertThat(orgs.query(ALL)).isEqualTo(before);
    }
  }

  @Test
  void syncedMembersComeBack() throws IOException {
    List<String> before = orgs.query(ALL);
    String[] sync = {
      "members", "sync", "one", "-", "--yes", "--max-removals", "100%", "--backup", file.toString()
    };
    orgs.runWithInput("ann\n", sync);
    assertThat(orgs.query(ALL)).hasSize(3);
    orgs.ok("restore", file.toString());
    assertThat(orgs.query(ALL)).isEqualTo(before);

    String all = folder.resolve("all").toString();
    orgs.runWithInput("one\tann\n", "sync", "-", "--prune", "--yes", "--backup", all);
    assertThat(orgs.query(ALL)).containsExactly("1|one|1|ann");
    orgs.ok("restore", all);
    assertThat(orgs.query(ALL)).isEqualTo(before);
  }

  @Test
  void mergedOrganizationsComeBackOut() {
    List<String> before = orgs.query(ALL);
    orgs.ok("merge", "one", "empty", "--into", "two", "--yes", "--backup", file.toString());
    assertThat(orgs.query("SELECT count(*) FROM organizations")).containsExactly("1");
    orgs.ok("members", "add", "two", "later");

    assertThat(orgs.run("restore", file.toString())).isEqualTo(Result.ok("2\t3\n"));

    List<String> after = new ArrayList<>(before);
    after.add(after.indexOf("2|two|4|cid") + 1, "2|two|5|later");
    assertThat(orgs.query(ALL)).isEqualTo(after);
  }

  @Test
  void nothingThatWentIsABackupToo() {
    orgs.ok("members", "remove", "one", "--like", "z%", "--yes", "--backup", file.toString());
    assertThat(orgs.run("restore", file.toString())).isEqualTo(Result.ok("0\t0\n"));
    String second = folder.resolve("second").toString();
    orgs.runWithInput("cid\n", "members", "sync", "two", "-", "--yes", "--backup", second);
    assertThat(orgs.run("restore", second)).isEqualTo(Result.ok("0\t0\n"));
  }

  @Test
  void whatIsTakenIsAConflict() {
    orgs.ok("delete", "one", "--yes", "--backup", file.toString());
    List<String> before = orgs.query(ALL);

    orgs.execute("INSERT INTO organizations OVERRIDING SYSTEM VALUE VALUES (9, 'one')");
    assertThat(orgs.run("restore", file.toString()))
        .isEqualTo(
            new Result(
                ExitCode.CONFLICT,
                "",
                "orgs: the name 'one' has been taken by organization 9\n"
                    + "hint: nothing was restored; --as NAME restores one organization under"
                    + " another name\n"));
    orgs.execute("UPDATE organizations SET org_id = 1, org_name = 'uno' WHERE org_id = 9");
    assertThat(orgs.run("restore", file.toString()).err())
        .startsWith("orgs: the id 1 of 'one' is 'uno' now\n");
    orgs.execute("DELETE FROM organizations WHERE org_id = 1");
    orgs.execute("INSERT INTO members VALUES (2, 3, 'three')");
    assertThat(orgs.run("restore", file.toString()))
        .isEqualTo(
            new Result(
                ExitCode.CONFLICT,
                "",
                "orgs: the member id 3 is taken\n"
                    + "hint: nothing was done: that member is there already, in this"
                    + " organization or in another\n"));
    orgs.execute("DELETE FROM members WHERE member_id = 3");
    assertThat(orgs.query(ALL)).isEqualTo(before);

    orgs.ok("create", "one");
    assertThat(orgs.run("restore", file.toString(), "--as", "one again"))
        .isEqualTo(Result.ok("1\t3\n"));
    assertThat(orgs.query(ALL)).startsWith("1|one again|1|ann");
    assertThat(orgs.run("restore", file.toString(), "--as", "one again"))
        .isEqualTo(
            new Result(
                ExitCode.CONFLICT,
                "",
                "orgs: the member id 1 is taken\n"
                    + "hint: nothing was done: that member is there already, in this"
                    + " organization or in another\n"));
  }

  @Test
  void everyCutIsRefused() throws IOException {
    orgs.ok("delete", "one", "two", "--yes", "--backup", file.toString());
    byte[] whole = Files.readAllBytes(file);
    List<String> before = orgs.query(ALL);
    Path cut = folder.resolve("cut");

    for (int length = 0; length < whole.length - 1; length++) {
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      Result result = orgs.run("restore", cut.toString());
      assertThat(result.exit()).as("%d: %s", length, result).isEqualTo(ExitCode.FAILURE);
    }
    Random random = new Random(Effort.seed());
    for (int i = 0; i < 200; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length - 1)] ^= (byte) (1 << random.nextInt(8));
      Files.write(cut, changed);
      assertThat(orgs.run("restore", cut.toString()).exit()).isEqualTo(ExitCode.FAILURE);
    }
    assertThat(orgs.query(ALL)).isEqualTo(before);
    orgs.ok("restore", file.toString());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThat(orgs.run("restore", folder.resolve("none").toString()).exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("restore", folder.toString()).exit()).isEqualTo(ExitCode.USAGE);
    Files.writeString(file, "ann\nbob\n");
    assertThat(orgs.run("restore", file.toString()))
        .isEqualTo(
            new Result(
                ExitCode.FAILURE,
                "",
                "orgs: " + file + " is not a backup\nhint: orgs backup makes one\n"));
    Files.writeString(file, "{\"orgs_backup\":2}\n{}\n");
    assertThat(orgs.run("restore", file.toString()).err()).contains("is a backup of format 2");
  }

  @Test
  void backupIsNeverReplaced() throws IOException {
    Files.writeString(file, "precious");

    Result result = orgs.run("delete", "one", "--yes", "--backup", file.toString());

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(Files.readString(file)).isEqualTo("precious");
    assertThat(orgs.query(ALL)).hasSize(5);
  }

  @Test
  void whatFailsLeavesNoFile() throws IOException {
    String[] remove = {"members", "remove", "one", "ann", "zoe", "--yes", "--backup", "f"};
    remove[7] = file.toString();
    assertThat(orgs.run(remove).exit()).isEqualTo(ExitCode.NOT_FOUND);
    orgs.execute(
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE 'not today'; END $$;"
            + " CREATE TRIGGER no BEFORE DELETE ON organizations EXECUTE FUNCTION no()");
    assertThat(orgs.run("delete", "one", "--yes", "--backup", file.toString()).exit()).isOne();
    assertThat(folder).isEmptyDirectory();
    assertThat(orgs.query(ALL)).hasSize(5);

    assertThat(orgs.run("delete", "one", "--yes", "--backup", "/no/folder/f").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.query(ALL)).hasSize(5);
  }

  @Test
  void rowsAndBackupNeedTwoFiles() throws IOException {
    String[] delete = {
      "delete", "one", "--yes", "--backup", file.toString(), "-o", file.toString()
    };
    assertThat(orgs.run(delete).exit()).isEqualTo(ExitCode.USAGE);
    String script = "delete one --yes --backup " + file + "\n";
    assertThat(orgs.runWithInput(script, "run", "-", "-o", file.toString()).exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(orgs.query(ALL)).hasSize(5);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void backupOfAnUndoneScriptGoesWithIt() throws IOException {
    String script = "delete one --yes --backup " + file + "\nshow nobody\n";
    for (int i = 0; i < 2; i++) {
      assertThat(orgs.runWithInput(script, "run", "-", "--single-transaction").exit())
          .isEqualTo(ExitCode.NOT_FOUND);
      assertThat(orgs.query(ALL)).hasSize(5);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "--from -"})
  void whatFailsAtCommitLeavesNoFile(String which) throws IOException {
    orgs.execute(
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE 'not today'; END $$;"
            + " CREATE CONSTRAINT TRIGGER no AFTER DELETE ON members DEFERRABLE INITIALLY DEFERRED"
            + " FOR EACH ROW EXECUTE FUNCTION no()");
    Path rows = folder.resolve("rows.csv");
    String command = "members remove one %s --yes --backup %s -o %s".formatted(which, file, rows);

    assertThat(orgs.runWithInput("ann\n", command.split(" ")).exit()).isOne();

    assertThat(folder).isEmptyDirectory();
    assertThat(orgs.query(ALL)).hasSize(5);
  }

  @Test
  void memberThatMovedBetweenTwoOfTheSameBackupIsAConflict() {
    orgs.ok("backup", "one", "two", "-o", file.toString());
    orgs.ok("members", "move", "two", "cid", "--to", "one");
    assertThat(orgs.run("restore", file.toString()).exit()).isEqualTo(ExitCode.CONFLICT);

    orgs.ok("members", "remove", "one", "--like", "%", "--yes");
    orgs.ok("members", "add", "one", "x");
    orgs.execute("UPDATE members SET member_id = 4 WHERE member_name = 'x'");
    assertThat(orgs.run("restore", file.toString()))
        .isEqualTo(
            new Result(
                ExitCode.CONFLICT,
                "",
                "orgs: the member id 4 is taken\n"
                    + "hint: nothing was done: that member is there already, in this organization"
                    + " or in another\n"));
  }

  @Test
  void idsAtTheLimitsAreRefused() {
    orgs.execute(
        "INSERT INTO organizations VALUES (-5, 'minus'); INSERT INTO members VALUES (-5, 70, 'm');"
            + " INSERT INTO organizations VALUES (0, 'zero');"
            + " INSERT INTO members VALUES (1, -7, 'm');"
            + " INSERT INTO organizations VALUES (9223372036854775807, 'max')");
    Path max = folder.resolve("max");
    orgs.ok("backup", "max", "-o", max.toString());
    TestOrgs other = TestOrgs.migrated();
    assertThat(other.run("restore", max.toString()).exit()).isEqualTo(ExitCode.USAGE);
    List<String> before = orgs.query(ALL);

    for (String[] command :
        new String[][] {
          {"backup", "minus", "-o", file.toString()},
          {"delete", "minus", "--yes", "--backup", file.toString()},
          {"members", "remove", "minus", "m", "--yes", "--backup", file.toString()},
        }) {
      assertThat(orgs.run(command))
          .isEqualTo(
              new Result(
                  ExitCode.FAILURE,
                  "",
                  "orgs: the organization with the id -5 can't be restored from a backup\n"
                      + "hint: nothing was done; ids begin with 1\n"));
    }
    assertThat(orgs.run("backup", "zero", "-o", file.toString()).err())
        .startsWith("orgs: the organization with the id 0 can't be restored");
    for (String[] command :
        new String[][] {
          {"backup", "one", "-o", file.toString()},
          {"members", "remove", "one", "--like", "%", "--yes", "--backup", file.toString()},
          {"merge", "one", "--into", "two", "--yes", "--backup", file.toString()},
        }) {
      assertThat(orgs.run(command).err())
          .startsWith("orgs: the member with the id -7 can't be restored from a backup\n");
    }
    assertThat(orgs.query(ALL)).isEqualTo(before);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restore FILE",
        "members duplicates one",
        "members duplicates one --remove --yes --backup NEW",
        "members diff one -",
        "members sync one - --yes --backup NEW",
        "sync - --yes --summary",
      })
  void rowsWithoutIdHaveNoIdFormat(String command) {
    orgs.ok("backup", "one", "-o", file.toString());
    Path fresh = folder.resolve("fresh");
    String[] words =
        (command.replace("FILE", file.toString()).replace("NEW", fresh.toString()) + " --format id")
            .split(" ");

    Result result = orgs.runWithInput("one\tann\n", words);

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void dryRunWritesNothing() {
    orgs.ok("delete", "one", "--dry-run", "--backup", file.toString());
    orgs.ok("merge", "one", "--into", "two", "--dry-run", "--backup", file.toString());
    orgs.ok("members", "remove", "one", "ann", "--dry-run", "--backup", file.toString());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void wordsThatDontFit() {
    assertThat(orgs.run("backup").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("backup", "one", "--all").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(orgs.run("backup", "none").exit()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(orgs.run("backup", "one", "-o", folder.resolve("x.csv").toString()).exit())
        .isEqualTo(ExitCode.USAGE);
    orgs.ok("backup", "--all", "-o", file.toString());
    assertThat(orgs.run("restore", file.toString(), "--as", "x").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void scriptSavesAndRestores() {
    List<String> before = orgs.query(ALL);
    String script =
        "backup --all -o %1$s.all\ndelete one --yes --backup %1$s\nrestore %1$s\n".formatted(file);

    Result result =
        orgs.runWithInput(
            new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
            "run",
            "-",
            "--single-transaction");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(orgs.query(ALL)).isEqualTo(before);
  }
}
