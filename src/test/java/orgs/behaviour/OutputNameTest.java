package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Names of files that mean something else, and names that are links. */
class OutputNameTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "json, --format json",
    "JSON, --format json",
    "csv, --format csv",
    "tsv, --format tsv",
    "table, --format table",
    "jsonl, --format jsonl",
    "ndjson, --format jsonl",
    "md, --format md",
    "id, --format id",
    "xlsx, --spreadsheet",
    "no-folder/acme.xlsx, --spreadsheet",
    "no-folder/acme.ODS, --spreadsheet",
    "no-folder/acme.xlsx.gz, --spreadsheet",
    "no-folder/acme.parquet, --format json",
    "no-folder/acme.xml, --format json",
    "no-folder/acme.yaml, --format json",
    "no-folder/acme.html, --format md",
    "no-folder/acme.pdf, --format md",
    "no-folder/acme.sql, pg_dump",
    "no-folder/acme.zip, .gz",
    "no-folder/acme.csv.bz2, .gz",
    "no-folder/acme.lines, --format tsv",
  })
  void formatsAreNoFiles(String name, String hint) {
    Result result = orgs.run("list", "-o", name);

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: " + name.toLowerCase().substring(0, 2));
    assertThat(result.err().lines().skip(1)).singleElement().asString().contains(hint);
    assertThat(Path.of(name)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"json", "acme.csv", "acme.json", "acme.xlsx", "acme.sql", "acme.jsonl.zip"})
  void backupsAreJsonLines(String name) {
    orgs.ok("create", "acme", "--member", "ann");
    Result result = orgs.run("delete", "acme", "--yes", "--backup", name);

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(Path.of(name)).doesNotExist();
    assertThat(orgs.contents()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "tsv", "bad.xlsx", "bad.zip", "-"})
  void rejectsAreText(String name) throws IOException {
    orgs.ok("create", "acme");
    Path file = Files.writeString(folder.resolve("a.txt"), "ann\n\n");
    Result result = orgs.run("members", "import", "acme", file.toString(), "--rejects", name);

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.USAGE);
    assertThat(Path.of(name)).doesNotExist();
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  @Test
  void formatThatIsGivenDecides() {
    Path file = folder.resolve("acme.sql");
    orgs.ok("list", "--format", "csv", "-o", file.toString());
    assertThat(file).hasContent("org_id,org_name\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"numbers", "z", "doc", "acme.txt", "acme.v2", "json.txt"})
  void otherWordsAreFiles(String name) throws IOException {
    try {
      orgs.ok("list", "-o", name);
      assertThat(Path.of(name)).isRegularFile();
    } finally {
      Files.deleteIfExists(Path.of(name));
    }
  }

  @Test
  void dashIsStandardOutput() {
    orgs.ok("create", "acme", "--member", "ann");
    assertThat(orgs.ok("list", "-o", "-")).isEqualTo(orgs.ok("list"));
    assertThat(orgs.ok("list", "--output=-", "--format", "csv"))
        .isEqualTo(orgs.ok("list", "--format", "csv"));
    assertThat(orgs.ok("backup", "acme", "-o", "-").out()).startsWith("{\"orgs_backup\":1,");
    Path rows = folder.resolve("rows.csv");
    assertThat(orgs.runWithInput("list -o -\n", "run", "-", "-o", rows.toString()))
        .isEqualTo(Result.ok(""));
    assertThat(rows).hasContent("org_id,org_name\n1,acme\n");
    assertThat(orgs.runWithInput("list -o -\n", "run", "-").out()).isEqualTo("1\tacme\n");
    assertThat(orgs.run("delete", "acme", "--yes", "--backup", "-").exit())
        .isEqualTo(ExitCode.USAGE);
    assertThat(Path.of("-")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members export acme -o c",
        "delete acme --yes --backup c",
        "members import acme a.txt --rejects c"
      })
  void linkIsFollowedToFileThatIsNotThereYet(String command) throws IOException {
    orgs.ok("create", "acme", "--member", "ann");
    Files.writeString(folder.resolve("a.txt"), "x".repeat(51) + "\n");
    Path share = Files.createDirectory(folder.resolve("share"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("share/t"));
    Path link = Files.createSymbolicLink(folder.resolve("c"), Path.of("./b"));
    String line = command.replaceAll(" (c|a\\.txt)\\b", " " + folder + "/$1");

    Result result = orgs.run(line.split(" "));
    assertThat(result.exit()).as(result.err()).isIn(0, ExitCode.REJECTS);
    assertThat(link).isSymbolicLink();
    assertThat(share.resolve("t")).isRegularFile().isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members export acme -o c",
        "delete acme --yes --backup c",
        "members import acme a.txt --rejects c"
      })
  void linkThatLeadsNowhereIsRefused(String command) throws IOException {
    orgs.ok("create", "acme", "--member", "ann");
    Files.writeString(folder.resolve("a.txt"), "x".repeat(51) + "\n");
    String line = command.replaceAll(" (c|a\\.txt)\\b", " " + folder + "/$1");
    Path link = folder.resolve("c");
    for (String target : new String[] {"missing/t", "c", "./c", ".", folder.toString()}) {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(target));
      Result result = orgs.run(line.split(" "));

      assertThat(result.exit()).as("%s: %s", target, result.err()).isBetween(1, 2);
      assertThat(link).isSymbolicLink();
      assertThat(orgs.contents()).containsExactly("acme|ann");
    }
  }
}
