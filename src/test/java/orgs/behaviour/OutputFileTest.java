package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Eventually;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

class OutputFileTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @BeforeEach
  void organization() {
    orgs.ok("create", "one", "--member", "a", "--member", "a");
  }

  @Test
  void rowsGoToFileAndNowhereElse() throws IOException {
    Path file = folder.resolve("rows");

    assertThat(orgs.run("members", "list", "one", "-o", file.toString())).isEqualTo(Result.ok(""));
    assertThat(file).hasContent("1\ta\n2\ta\n");
    assertThat(orgs.run("members", "count", "one", "--output=" + file)).isEqualTo(Result.ok(""));
    assertThat(file).hasContent("2\n");
    assertOnlyFile("rows");
  }

  @ParameterizedTest
  @CsvSource({
    "rows.csv, csv",
    "rows.TSV, tsv",
    "rows.json, json",
    "rows.jsonl, jsonl",
    "rows.ndjson, jsonl",
    "rows.csv.gz, csv",
    "rows.gz, tsv",
    "rows.txt, tsv",
    "csv, tsv",
  })
  void nameTellsTheFormat(String name, String format) throws IOException {
    Path file = folder.resolve(name);
    for (String command : new String[] {"members export one", "list", "export"}) {
      String expected = orgs.ok((command + " --format " + format).split(" ")).out();

      orgs.ok((command + " -o " + file).split(" "));
      assertThat(content(file)).isEqualTo(expected);
      orgs.ok((command + " --format csv -o " + file).split(" "));
      assertThat(content(file)).isEqualTo(orgs.ok((command + " --format csv").split(" ")).out());
    }
  }

  @Test
  void nameTellsTheFormatOfScriptsToo() throws IOException {
    Path file = folder.resolve("rows.jsonl");
    Path own = folder.resolve("own.csv");
    String script = "list -o " + own + "\nlist\nlist --format id\nshow two";

    Result result = orgs.runWithInput(script, "run", "-", "--keep-going", "-o", file.toString());
    assertThat(file).hasContent("{\"org_id\":1,\"org_name\":\"one\"}\n1\n");
    assertThat(own).hasContent("org_id,org_name\n1,one\n");
    assertThat(result.err()).startsWith("orgs: stdin:4: ");
  }

  @Test
  void filesMayBeNamedLikeOptions() {
    Result result = orgs.run("list", "--output=" + "--help/rows");

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("orgs: no folder ").contains("--help for --output");
  }

  @Test
  void packedRowsAreCompleteOrNotThere() throws Exception {
    Path file = folder.resolve("rows.gz");

    orgs.runWithInput("list\nexport", "run", "-", "-o", file.toString());
    assertThat(content(file)).isEqualTo("1\tone\none\ta\none\ta\n");
    assertThat(new ProcessBuilder("gzip", "-t", file.toString()).start().waitFor()).isZero();
    orgs.run("show", "two", "-o", file.toString());
    assertThat(content(file)).isEqualTo("1\tone\none\ta\none\ta\n");
    assertOnlyFile("rows.gz");
  }

  private static String content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void fileIsNoTerminal() {
    Path file = folder.resolve("rows");

    orgs.withTerminals("111").ok("list", "-o", file.toString());
    assertThat(file).hasContent("1\tone\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show two",
        "create two one",
        "members list two",
        "members list one --regex (",
        "members rename one a b",
        "members remove one b",
        "members remove one a",
        "delete two --yes",
      })
  void failureLeavesTheOldFile(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "old");

    Result result = orgs.run((command + " -o " + file).split(" "));
    assertThat(result.exit()).isNotZero();
    assertThat(file).hasContent("old");
    assertOnlyFile("rows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create new",
        "rename one new",
        "delete one --yes",
        "members add one new",
        "members remove one a --yes",
        "members rename one --id 1 new",
        "members rename one --like % --replace a --with new --yes",
      })
  void nothingIsDoneWhenThereIsNoFolderForIt(String command) {
    Path file = folder.resolve("missing").resolve("rows");

    assertThat(orgs.run((command + " -o " + file).split(" ")))
        .isEqualTo(
            new Result(
                ExitCode.USAGE, "", "orgs: no folder " + file.getParent() + " for --output\n"));
    assertThat(orgs.contents()).containsExactly("one|a", "one|a");
  }

  @Test
  void writesThroughLinksAndToDevices() throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    orgs.ok("list", "-o", link.toString());
    assertThat(file).hasContent("1\tone\n");
    assertThat(link).isSymbolicLink();
    assertThat(orgs.run("list", "-o", "/dev/null")).isEqualTo(Result.ok(""));
  }

  @Test
  void folderCannotBeWritten() {
    Result result = orgs.run("create", "new", "-o", folder.toString());

    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).isEqualTo("orgs: " + folder + " is a folder\n");
    assertThat(orgs.contents()).containsExactly("one|a", "one|a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-rw-", "r--r-----", "rwxr-x--x"})
  void modeOfTheOldFileIsKept(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    orgs.ok("list", "-o", file.toString());
    assertThat(file).hasContent("1\tone\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo(mode);
  }

  /** Where somebody else may write, too, a name that can be guessed may be theirs. */
  @Test
  void ownerAndGroupOfTheOldFileAreKept() throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "old");
    assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "only root can give a file away");
    Files.setAttribute(file, "unix:uid", 1);
    Files.setAttribute(file, "unix:gid", 2);

    orgs.ok("list", "-o", file.toString());

    assertThat(Files.readAttributes(file, "unix:uid,gid")).containsValues(1, 2);
    assertThat(file).content().isNotEqualTo("old");
  }

  @Test
  void draftOfAKilledProcessIsRemoved() throws IOException {
    FileTime hourAgo = FileTime.from(Instant.now().minusSeconds(3_600));
    Path abandoned = Files.writeString(folder.resolve(".orgs-0123456789abcdef"), "x");
    Path held = Files.writeString(folder.resolve(".orgs-0123456789abcdee"), "x");
    Path young = Files.writeString(folder.resolve(".orgs-0123456789abcded"), "x");
    Path others = Files.writeString(folder.resolve(".orgs-notes-of-the-day"), "x");
    Files.createSymbolicLink(folder.resolve(".orgs-0123456789abcdec"), others);
    for (Path old : new Path[] {abandoned, held, others}) {
      Files.setLastModifiedTime(old, hourAgo);
    }

    try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock()).isNotNull();
      orgs.ok("list", "-o", folder.resolve("rows").toString());
    }

    assertThat(abandoned).doesNotExist();
    assertThat(folder.resolve(".orgs-0123456789abcdec")).isSymbolicLink();
    assertThat(List.of(held, young, others)).allSatisfy(file -> assertThat(file).hasContent("x"));
  }

  @Test
  void plantedLinkIsNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    String guess = ".rows." + ProcessHandle.current().pid();
    Files.createSymbolicLink(folder.resolve(guess), victim);

    orgs.ok("list", "-o", folder.resolve("rows").toString());
    assertThat(victim).hasContent("precious");
  }

  @ParameterizedTest
  @ValueSource(strings = {"members export one", "members remove one a --yes"})
  void signalRemovesTheDraft(String command) throws Exception {
    Path file = Files.writeString(folder.resolve("rows"), "old");
    try (Connection connection = orgs.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE members");
      String line = command + " -o " + file;
      Path lines = Files.writeString(folder.resolve("lines"), line);
      for (String arguments : new String[] {line, "run " + lines}) {
        try (OrgsProcess process = OrgsProcess.start(orgs, arguments.split(" "))) {
          Eventually.value("there is a draft", this::files, files -> files.size() == 3);
          process.terminate();
          assertThat(process.exit()).as(process.err()).isEqualTo(143);
        }
        assertThat(files()).containsExactlyInAnyOrder(file, lines);
        assertThat(file).hasContent("old");
      }
    }
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertOnlyFile(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve(name));
    }
  }
}
