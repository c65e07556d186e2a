package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
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

  private void assertOnlyFile(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve(name));
    }
  }
}
