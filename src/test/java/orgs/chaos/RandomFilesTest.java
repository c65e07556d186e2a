package orgs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.input.Delimiter;
import orgs.input.FileType;
import orgs.input.InputColumn;
import orgs.input.InputFormat;
import orgs.input.InputRecord;
import orgs.input.LineLook;
import orgs.input.Reading;
import orgs.input.RecordReader;
import orgs.input.RecordReaders;
import orgs.input.SlowReader;
import orgs.input.text.FirstLine;
import orgs.input.text.InputException;
import orgs.input.text.InputFile;
import orgs.testing.Effort;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Random files, nearly right, by the program's readers and by a second, slow and simple one. */
@Randomized
class RandomFilesTest {

  private static final List<InputFormat> FORMATS =
      List.of(
          InputFormat.LINES, InputFormat.CSV, InputFormat.TSV, InputFormat.JSON, InputFormat.JSONL);

  private static final InputColumn NAME = new InputColumn(List.of("name"), false);

  /** So many of them go through the whole command, too. */
  private static final int IMPORTED_ONE_IN = 25;

  private final long seed = Effort.seed();
  private final Random random = new Random(seed);
  private final TestOrgs orgs = TestOrgs.migrated();
  private final Map<Integer, Integer> codes = new TreeMap<>();

  @TempDir Path folder;

  @Test
  void bothReadersReadTheSame() throws IOException {
    orgs.ok("create", "acme");
    RandomFile files = new RandomFile(random);
    int count = Effort.of("files", 1_000);
    long records = 0;
    int refused = 0;
    int imported = 0;
    for (int i = 0; i < count; i++) {
      InputFormat format = FORMATS.get(i % FORMATS.size());
      byte[] file = files.next(format);
      List<String> expected = SlowReader.names(format, file);
      List<String> actual;
      try {
        actual = names(format, file);
      } catch (InputException e) {
        // Or a quote that swallowed more than a line may have, or no more than that is wrong.
        if (expected != null) {
          assertThat(e).as(told(format, file)).hasMessageContaining("is never closed");
        }
        refused++;
        continue;
      }
      assertThat(expected).as(told(format, file)).isNotNull();
      assertThat(actual).as(told(format, file)).isEqualTo(expected);
      records += actual.size();
      if (i % IMPORTED_ONE_IN == 0) {
        imported++;
        importIt(format, file, expected);
      }
    }
    Effort.figure(
        "random files: %d with %d records, %d refused, %d imported with exit codes %s, seed %d"
            .formatted(count, records, refused, imported, codes, seed));
  }

  private static List<String> names(InputFormat format, byte[] file) throws IOException {
    boolean header = format == InputFormat.CSV || format == InputFormat.TSV;
    RecordReader reader =
        RecordReaders.of(
            format,
            new ByteArrayInputStream(file),
            List.of(NAME),
            new Reading(header ? true : null, Delimiter.COMMA, name -> {}));
    List<String> names = new ArrayList<>();
    InputRecord record;
    while ((record = reader.next()) != null) {
      names.add(record.line() + (record.problem() == null ? ": " + record.values()[0] : "!"));
    }
    return names;
  }

  /** No test of the command: that is {@code FileTypesTest}. */
  @Test
  void fileWithoutFormatIsPlainNamesOrRefused() throws IOException {
    int count = Effort.of("files", 1_000);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      RandomNames file = RandomNames.next(random);
      List<String> names = guessedNames(file.bytes());
      assertThat(names).as(told(InputFormat.LINES, file.bytes())).isEqualTo(file.names());
      refused += names == null ? 1 : 0;
    }
    Effort.figure(
        "random lists of names: %d, %d of them refused, seed %d".formatted(count, refused, seed));
  }

  /** Null where the file is refused, or isn't read as lines. */
  private static List<String> guessedNames(byte[] file) throws IOException {
    List<InputColumn> columns =
        List.of(new InputColumn(List.of("member_name", "member", "name"), false));
    List<String> names = new ArrayList<>();
    try (InputFile input = InputFile.of(new ByteArrayInputStream(file))) {
      FirstLine first = FileType.rows(input.content(), null);
      if (FileType.format(first, "-", null, InputFormat.LINES, columns) != InputFormat.LINES) {
        return null;
      }
      RecordReader reader = RecordReaders.ofLines(first.content());
      InputRecord record;
      while ((record = reader.next()) != null) {
        if (record.problem() != null) {
          return null;
        }
        LineLook.refuse(record.line(), record.values()[0], columns);
        names.add(record.values()[0]);
      }
      return names;
    } catch (InputException e) {
      return null;
    }
  }

  /** Good names are members then, in their order, and the others are put aside. */
  private void importIt(InputFormat format, byte[] file, List<String> expected) throws IOException {
    orgs.execute("TRUNCATE members RESTART IDENTITY");
    boolean gzip = random.nextBoolean();
    Path path = folder.resolve(gzip ? "file.gz" : "file");
    Files.write(path, gzip ? RandomFile.packed(file) : file);
    List<String> arguments = new ArrayList<>(List.of("members", "import", "acme"));
    arguments.addAll(List.of(path.toString(), "--input-format", format.toString()));
    if (format == InputFormat.TSV) {
      arguments.add("--header");
    }
    // What a first line may speak of is chance here.
    arguments.addAll(List.of("--encoding", "UTF-8"));
    if (format == InputFormat.CSV) {
      arguments.addAll(List.of("--delimiter", ","));
    }
    boolean rejecting = random.nextBoolean();
    Path rejects = folder.resolve("rejects");
    Files.deleteIfExists(rejects);
    if (rejecting) {
      arguments.addAll(List.of("--rejects", rejects.toString()));
    }
    List<String> good = new ArrayList<>();
    for (String record : expected) {
      String name = record.replaceFirst("(?s)^[0-9]+(: |!)", "");
      if (!record.matches("[0-9]+!") && Names.isValid(name) && isWhole(name)) {
        good.add(name);
      }
    }
    boolean allGood = good.size() == expected.size();

    Result result = orgs.run(arguments.toArray(String[]::new));

    codes.merge(result.exit(), 1, Integer::sum);
    String told = told(format, file) + ": " + result;
    int bad = rejecting ? ExitCode.REJECTS : ExitCode.FAILURE;
    if (result.exit() == ExitCode.FAILURE
        && result.err().matches("(?s).* ((is|of) UTF-(16|32)|NUL .* first line).*")) {
      return;
    }
    assertThat(result.exit()).as(told).isEqualTo(allGood ? ExitCode.OK : bad);
    List<String> there =
        orgs.table("SELECT member_name FROM members ORDER BY member_id").stream()
            .map(row -> row.get(0))
            .toList();
    assertThat(there).as(told).isEqualTo(allGood || rejecting ? good : List.of());
  }

  /** Half a surrogate pair, which JSON can escape, is no text. */
  private static boolean isWhole(String name) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  private String told(InputFormat format, byte[] file) {
    return "%s, seed %d, %s".formatted(format, seed, Base64.getEncoder().encodeToString(file));
  }
}
