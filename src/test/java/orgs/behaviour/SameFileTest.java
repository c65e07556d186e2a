package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.syntax.ExitCode;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A file that a command writes is none of its others. */
class SameFileTest {

  private static final String CONTENT = "ann\ncid\n";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    orgs.ok("create", "one", "--member", "ann", "--member", "bob");
    file = Files.writeString(folder.resolve("n"), CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "members import one F -o G",
        "members import one F --rejects G",
        "members import one F --rejects x -o x",
        "members diff one F -o G",
        "members diff one F --output=G",
        "-o G members diff one F",
        "members sync one F --yes -o G",
        "members sync one F --yes --backup G",
        "members sync one F --yes --dry-run --backup G",
        "members sync one F --yes --backup x -o x",
        "members sync one F --yes --backup x -o X",
        "members remove one --from F --yes -o G",
        "members remove one --from F --yes --backup G",
        "members move one --from F --to two -o G",
        "import F -o G",
        "import F --rejects G",
        "diff F -o G",
        "sync F --yes -o G",
        "sync F --yes --backup G",
        "restore F -o G",
        "run F -o G",
        "delete one --yes --backup x -o x",
        "merge one --into two --yes --backup x -o ./x",
      })
  void isRefusedBeforeAnything(String command) throws IOException {
    List<String> before = orgs.contents();
    for (Path other : names()) {
      String line =
          command
              .replaceAll("\\bF\\b", file.toString())
              .replaceAll("\\bG\\b", other.toString())
              .replaceAll(" (\\./)?([xX])\\b", " " + folder + "/$1$2");
      Result result = orgs.run(line.split(" "));

      assertThat(result.exit()).as("%s: %s", line, result).isEqualTo(ExitCode.USAGE);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .matches(
              "orgs: .*( would overwrite the input, which is | name the same file, ).*\nhint: .*\n");
      assertThat(file).hasContent(CONTENT);
      assertThat(folder.resolve("x")).doesNotExist();
      assertThat(orgs.contents()).isEqualTo(before);
    }
  }

  /** The file by other names. */
  private List<Path> names() throws IOException {
    Path link = folder.resolve("link");
    Path chain = folder.resolve("chain");
    Path hard = folder.resolve("hard");
    Path around = folder.resolve("around");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, Path.of("n"));
      Files.createSymbolicLink(chain, link);
      Files.createLink(hard, file);
      Files.createSymbolicLink(around, folder);
    }
    return List.of(
        file,
        folder.resolve("./n"),
        folder.resolve("../" + folder.getFileName() + "/n"),
        link,
        chain,
        hard,
        around.resolve("n"));
  }

  @Test
  void twoNamesOfNothingYetAreOneFile() throws IOException {
    Files.createSymbolicLink(folder.resolve("to x"), Path.of("x"));
    for (String other : List.of("x", "./x", "X", "to x")) {
      Result result =
          orgs.run(
              "delete",
              "one",
              "--yes",
              "--backup",
              folder.resolve("x").toString(),
              "-o",
              folder + "/" + other);
      assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.USAGE);
    }
    assertThat(orgs.contents()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<n members diff one - -o n",
        "<n members diff one /dev/stdin -o n",
        "<n members diff one - -o /dev/fd/0",
        "3<>n members diff one n -o /dev/fd/3",
        "3<n members diff one /dev/fd/3 -o n",
        "3<n members diff one /proc/self/fd/3 -o n",
        "<n members sync one - --yes --backup hard",
        "<n members remove one --from - --yes -o n",
        "<n run - -o n",
        "<n shell -o n",
        ">>n members import one n",
        ">>n members import one hard -q",
        "2>>n members import one n",
        ">>n members list one -o n",
        "<n members diff one - >>n",
      })
  void streamsAreFilesToo(String command) throws Exception {
    Files.createLink(folder.resolve("hard"), file);
    List<String> before = orgs.contents();
    String line = command.replaceAll("(?<=[<> ])(n|hard)\\b", folder + "/$1");
    String redirections = "";
    StringBuilder words = new StringBuilder();
    for (String word : line.split(" ")) {
      if (word.matches("[0-9]?[<>].*")) {
        redirections += word + " ";
      } else {
        words.append(word).append(' ');
      }
    }
    try (OrgsProcess process = OrgsProcess.startByShell(orgs, words + redirections)) {
      assertThat(process.exit()).as(process.err()).isEqualTo(ExitCode.USAGE);
      assertThat(Files.readString(file)).startsWith(CONTENT);
      assertThat(process.err() + Files.readString(file))
          .containsAnyOf(" would overwrite ", " name the same file");
    }
    assertThat(orgs.contents()).isEqualTo(before);
  }

  @Test
  void linesOfScriptLeaveItsFilesAlone() throws IOException {
    Path rows = folder.resolve("rows");
    Path script = folder.resolve("script");
    for (String line :
        List.of(
            "list -o " + script,
            "members import one " + file + " --rejects " + script,
            "list -o " + rows,
            "members diff one " + rows)) {
      String text = "members count one\n" + line + "\n";
      Files.writeString(script, text);
      Files.writeString(rows, "old");
      Result result = orgs.run("run", script.toString(), "-o", rows.toString());

      assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err())
          .startsWith("orgs: " + script + ":2: ")
          .containsAnyOf(
              " would overwrite the script, which is ",
              " name the same file, ",
              "--output of orgs run would overwrite the input, which is ");
      assertThat(script).hasContent(text);
      assertThat(rows).hasContent("old");
    }
  }

  @Test
  void linesHaveTheirOwnFiles() throws IOException {
    String copy = folder.resolve("copy").toString();
    String script = "members export one -o C\nmembers diff one C --input-format tsv\nlist -o C\n";
    Result result = orgs.runWithInput(script.replace("C", copy), "run", "-");
    assertThat(result).isEqualTo(new Result(0, "", result.err()));
  }

  @Test
  void devicesMayBeSeveralFiles() {
    assertThat(
            orgs.run(
                    "members",
                    "import",
                    "one",
                    "/dev/null",
                    "--rejects",
                    "/dev/null",
                    "-o",
                    "/dev/null")
                .exit())
        .isZero();
  }

  @Test
  void otherFilesOfSuchNamesAreFine() throws IOException {
    String upper = folder.resolve("N").toString();
    assertThat(orgs.run("members", "diff", "one", file.toString(), "-o", upper).exit())
        .isEqualTo(ExitCode.DIFFERENT);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void helpIsHelp() {
    String name = file.toString();
    assertThat(orgs.run("members", "diff", "one", name, "-o", name, "--help").exit()).isZero();
  }
}
