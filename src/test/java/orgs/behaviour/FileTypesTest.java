package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orgs.testing.Effort;
import orgs.testing.FileExamples;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The table of {@code docs/scripting.md} that says what a file is, cell by cell. */
@Order(1)
@Randomized
class FileTypesTest {

  private static final String MARK = "<!-- The test FileTypesTest reads this table. -->";

  /** The columns of the table, and what is run for them. */
  private static final Map<String, List<String>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("import", List.of("members", "import", "acme", "FILE"));
    COMMANDS.put("sync, diff", List.of("members", "sync", "acme", "FILE", "--yes"));
    COMMANDS.put(
        "`--from`",
        List.of("members", "remove", "acme", "--from", "FILE", "--ignore-missing", "--yes"));
    COMMANDS.put("restore", List.of("restore", "FILE"));
    COMMANDS.put("run", List.of("run", "FILE", "--single-transaction"));
  }

  private static final List<String> MEMBERS = List.of("acme|ann", "acme|bob", "acme|cid");

  private static TestOrgs orgs;
  private static byte[] backup;

  @TempDir Path folder;

  @BeforeAll
  static void schema(@TempDir Path place) throws IOException {
    orgs = TestOrgs.migrated();
    orgs.ok("create", "acme", "--member", "ann", "--member", "bob", "--member", "cid");
    Path file = place.resolve("backup.jsonl");
    orgs.ok("backup", "acme", "--output", file.toString());
    backup = Files.readAllBytes(file);
  }

  @BeforeEach
  void organization() {
    if (!orgs.contents().equals(MEMBERS)) {
      orgs.execute("TRUNCATE organizations, members RESTART IDENTITY");
      orgs.ok("create", "acme", "--member", "ann", "--member", "bob", "--member", "cid");
    }
  }

  static Stream<List<String>> rows() throws IOException {
    return table().stream();
  }

  private static List<List<String>> table() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("docs/scripting.md"));
    return lines.stream()
        .skip(lines.indexOf(MARK) + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  @Test
  void everyRowHasExamples() throws IOException {
    List<List<String>> rows = table();
    assertThat(rows.get(0).subList(1, 6)).containsExactlyElementsOf(COMMANDS.keySet());
    assertThat(rows.stream().skip(2).map(row -> row.get(0)).filter(name -> !name.startsWith("**")))
        .containsExactlyInAnyOrderElementsOf(FileExamples.kinds());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void cellIsTrue(List<String> row) throws IOException {
    if (!FileExamples.kinds().contains(row.get(0))) {
      return;
    }
    int column = 0;
    for (Map.Entry<String, List<String>> command : COMMANDS.entrySet()) {
      column++;
      for (FileExamples.Example example : some(FileExamples.of(row.get(0)))) {
        organization();
        check(row.get(column), example, command.getKey(), command.getValue());
      }
    }
  }

  /** A build tries two examples of each kind, other ones with each seed; CI tries all. */
  private static List<FileExamples.Example> some(List<FileExamples.Example> all) {
    List<FileExamples.Example> chosen = new ArrayList<>(all);
    Collections.shuffle(chosen, new Random(Effort.seed()));
    return chosen.subList(0, Math.min(Effort.of("examples", 2), chosen.size()));
  }

  private void check(String cell, FileExamples.Example example, String column, List<String> command)
      throws IOException {
    byte[] fit = example.fit();
    byte[] bytes =
        fit != null
            ? fit
            : example
                .change()
                .apply(
                    column.equals("run")
                        ? "create zed\ncreate yve\n# end\n".getBytes(StandardCharsets.UTF_8)
                        : column.equals("restore")
                            ? backup
                            : "ann\nbob\nzoe\n".getBytes(StandardCharsets.UTF_8));
    if (bytes == FileExamples.BACKUP) {
      bytes = backup;
    }
    boolean read = cell.startsWith("read");
    if (read && column.equals("restore")) {
      orgs.ok("delete", "acme", "--yes");
    }
    List<String> before = orgs.contents();
    Result result = run(command, example, bytes);
    String told = column + " of " + example + ": " + result;

    if (read) {
      assertThat(result.exit()).as(told).isZero();
      assertThat(orgs.contents()).as(told).isEqualTo(expected(column, bytes.length == 0));
      assertThat(cell.contains("message")).isEqualTo(result.err().contains("; --no-header"));
      return;
    }
    int code = cell.contains("6") ? 6 : column.equals("run") ? 2 : 1;
    assertThat(result.exit()).as(told).isEqualTo(code);
    assertThat(result.out()).as(told).matches(out -> out.isEmpty() || column.equals("run"));
    if (cell.equals("option")) {
      assertThat(result.err())
          .as(told)
          .containsPattern("hint: .*--(input-format|header|no-header|column|delimiter|encoding)");
    }
    assertThat(orgs.contents()).as(told).isEqualTo(before);
  }

  private Result run(List<String> command, FileExamples.Example example, byte[] bytes)
      throws IOException {
    String name = example.name();
    boolean pipe = name.equals("-") && !command.contains("restore");
    String file = pipe ? name : folder.resolve(name.equals("-") ? "stdin" : name).toString();
    if (!pipe) {
      Files.write(Path.of(file), bytes);
    }
    List<String> words = new ArrayList<>(command);
    words.replaceAll(word -> word.equals("FILE") ? file : word);
    return orgs.runWithInput(new ByteArrayInputStream(bytes), words.toArray(String[]::new));
  }

  /** What is there after a file was read that has ann, bob and zoe, or the like. */
  private static List<String> expected(String column, boolean nothing) {
    if (nothing) {
      return MEMBERS;
    }
    return switch (column) {
      case "import" ->
          List.of("acme|ann", "acme|bob", "acme|cid", "acme|ann", "acme|bob", "acme|zoe");
      case "sync, diff" -> List.of("acme|ann", "acme|bob", "acme|zoe");
      case "`--from`" -> List.of("acme|cid");
      case "run" -> Stream.concat(MEMBERS.stream(), Stream.of("zed|null", "yve|null")).toList();
      default -> MEMBERS;
    };
  }
}
