package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.OrgsProcess;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Files as other programs write them: with other delimiters, in other encodings. */
class ForeignFilesTest {

  private static final String AMBIGUOUS =
      ": the first line has semicolons, which may be between columns or in them\n"
          + "hint: --delimiter ';' or --delimiter ',' decides\n";

  private final TestOrgs orgs = TestOrgs.migrated();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "org;member~a;ann~b;~",
        "member;x;org~ann;1;a~;2;b~",
        "`\"org\";\"member\"~\"a\";\"ann\"~b;~`",
        "org_name;member_name;x,y~a;ann;~b;;~",
      })
  void semicolonsAreSeen(String text) throws IOException {
    String file = file("all.csv", text);

    assertThat(orgs.run("import", file))
        .isEqualTo(
            new Result(
                0,
                "",
                "reading "
                    + file
                    + " as csv\nreading "
                    + file
                    + " with ; between columns\nimported 2 new organizations and 1 member\n"));
    assertThat(orgs.contents()).containsExactly("a|ann", "b|null");
    assertThat(orgs.run("diff", file, "--quiet")).isEqualTo(Result.ok(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "member_name;age~ann;5~     |                            | ann",
        "name;b,c~ann;x,y~          |                            | ann",
        "a;b~1;ann~                 | --column b                 | ann",
        "a;b~1;ann~                 | --column 2                 | ann",
        "7;ann~                     | --no-header --delimiter ;  | ann",
        "name~ann;bob~              |                            | ann;bob",
        "name,x;y~ann;b,1~          |                            | ann;b",
        "a;b~ann;bob~               | --delimiter ,              | ann;bob",
        "name:age~ann:5~            | --delimiter :              | ann",
        "age^name~5^a,n~            | --delimiter \\t            | a,n",
        "x/name~5/a n~              | --delimiter=/              | a n",
      })
  void columnsOfMembers(String text, String options, String name) throws IOException {
    orgs.ok("create", "acme");
    String command = "members import acme " + file("names.csv", text);

    Result result = orgs.run((command + (options == null ? "" : " " + options)).split(" "));

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(orgs.contents()).containsExactly("acme|" + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Vorname;Alter~ann;5~       | names.csv | ''",
        "a;b~ann;bob~               | names.csv | --column 1",
        "ann;bob~                   | names.csv | --no-header",
        "id,name;x~1,ann;2~         | names.csv | --column 2",
      })
  void twoReadingsAreRefused(String text, String name, String options) throws IOException {
    orgs.ok("create", "acme");
    String file = file(name, text);

    Result result = orgs.run(("members import acme " + file + " " + options).strip().split(" "));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).endsWith(file + AMBIGUOUS);
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  /** A name that nobody called csv, and a header that only an export has. */
  @Test
  void whatBeginsLikeAnExportWithSemicolonsIsCsv() throws IOException {
    orgs.ok("import", file("all.txt", "org;member\na;ann\n"), "--quiet");
    orgs.ok("members", "import", "a", file("b.txt", "x;name\n1;bob\n"), "--delimiter", ";");
    orgs.runWithInput("member_id;member_name\n1;cid\n", "members", "import", "a", "-");

    assertThat(orgs.contents()).containsExactly("a|ann", "a|bob", "a|cid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "\u00e9", "\"", "\n", "\u007f"})
  void delimiterIsOneCharacter(String delimiter) {
    Result result = orgs.run("import", "all.csv", "--delimiter=" + delimiter);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("is not a delimiter\nhint: give one character of ASCII");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tsv", "a.jsonl", "a.lines", "a.txt --input-format tsv"})
  void delimiterIsForCsv(String file) {
    Result result = orgs.run(("members import acme " + file + " --delimiter ;").split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).startsWith("orgs: --delimiter is for csv, and this is ");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, \u20acl\u00e9a \u201cx\u201d",
    "ISO-8859-1, l\u00e9a \u00fc",
    "latin1, l\u00e9a",
    "UTF-16, l\u00e9a \ud83d\ude00",
    "UTF-16LE, l\u00e9a \ud83d\ude00",
    "UTF-16BE, l\u00e9a \ud83d\ude00",
    "UTF-32, l\u00e9a \ud83d\ude00",
    "Shift_JIS, \u65e5\u672c\u8a9e",
    "ISO-2022-JP, \u65e5\u672c\u8a9e",
    "GB18030, \u65e5\u672c \ud83d\ude00",
    "UTF-8, l\u00e9a",
  })
  void encodingsAreRead(String encoding, String name) throws IOException {
    orgs.ok("create", "acme");
    Path file = folder.resolve("names.csv");
    Files.write(file, ("id;name\r\n1;" + name + "\r\n").getBytes(Charset.forName(encoding)));

    orgs.ok("members", "import", "acme", file.toString(), "--encoding", encoding);

    assertThat(orgs.contents()).containsExactly("acme|" + name);
    assertThat(orgs.run("members", "diff", "acme", file.toString(), "--encoding", encoding).exit())
        .isZero();
    orgs.ok(("members remove acme --yes --encoding " + encoding + " --from " + file).split(" "));
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, names.csv",
    "UTF-16BE, names.csv.gz",
    "UTF-16LE, names.lines",
    "UTF-16BE, names.jsonl",
    "UTF-32LE, names.csv",
    "UTF-32BE, names.csv",
    "UTF-8, names.csv",
  })
  void byteOrderMarkTellsTheEncoding(String encoding, String name) throws IOException {
    orgs.ok("create", "acme");
    String text =
        name.contains("csv")
            ? "name\nl\u00e9a\nann\n"
            : name.contains("json") ? "{\"name\":\"l\u00e9a\"}\n\"ann\"" : "l\u00e9a\nann";
    byte[] bytes = ("\ufeff" + text).getBytes(Charset.forName(encoding));

    orgs.ok("members", "import", "acme", write(name, bytes));

    assertThat(orgs.contents()).containsExactly("acme|l\u00e9a", "acme|ann");
  }

  @Test
  void manyLinesComeWhole() throws IOException {
    orgs.ok("create", "acme");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 30_000; i++) {
      text.append("\ud83d\ude00\u00e9 ").append(i).append('\n');
    }

    orgs.ok(
        "members",
        "import",
        "acme",
        write("names.lines", text.toString().getBytes(StandardCharsets.UTF_16BE)),
        "--encoding",
        "UTF-16BE");

    assertThat(
            orgs.query(
                "SELECT count(*), count(DISTINCT member_name), min(member_id), max(member_name)"
                    + " FROM members WHERE member_name = '\ud83d\ude00\u00e9 ' || member_id"))
        .containsExactly("30000|30000|1|\ud83d\ude00\u00e9 9999");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, 'ann\nb\u0081b\ncid\n', 2",
    "US-ASCII, 'ann\nbob\nc\u00e9\n', 3",
    "Shift_JIS, 'ann\n\u00ff\n', 2",
    "UTF-16LE, 'a\0\n\0b', 2",
    "UTF-16LE, 'a\0\n\0b\0\n\0\0\u00d8\n\0', 3",
  })
  void whatIsNoTextInTheEncodingIsToldWithItsLine(String encoding, String text, int line)
      throws IOException {
    orgs.ok("create", "acme");
    byte[] bytes = text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    String file = write("names.lines", bytes);

    for (String rejects : List.of("", " --rejects " + folder.resolve("bad"))) {
      Result result =
          orgs.run(
              ("members import acme " + file + " -q --encoding " + encoding + rejects).split(" "));

      assertThat(result)
          .isEqualTo(
              new Result(
                  1,
                  "",
                  "orgs: %s: line %d is not valid %s\n".formatted(file, line, encoding)
                      + "hint: nothing was done; --encoding names the encoding that the file has\n"));
    }
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  @Test
  void whatIsNotUtf8GetsAHint() throws IOException {
    orgs.ok("create", "acme");
    String file = write("names.lines", "ann\nl\u00e9a\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(orgs.run("members", "import", "acme", file, "-q").err())
        .isEqualTo(
            "orgs: "
                + file
                + ":2: is not valid UTF-8\nhint: --encoding NAME reads another encoding; nothing was"
                + " imported; --rejects FILE sets bad lines aside\n");
    assertThat(orgs.run("members", "import", "acme", "-", "--encoding", "klingon").err())
        .startsWith("orgs: no encoding 'klingon'\nhint: there are UTF-8, UTF-16,");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, windows-1252",
    "UTF-16LE, UTF-16BE",
    "UTF-8, UTF-16",
    "UTF-16BE, UTF-8",
  })
  void aMarkAndAnOptionThatDifferAreRefused(String mark, String option) throws IOException {
    orgs.ok("create", "acme");
    String file = write("names.lines", "\ufeffann\n".getBytes(Charset.forName(mark)));

    Result result = orgs.run("members", "import", "acme", file, "--encoding", option);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("begins with the byte order mark of " + mark + ", and is said to be " + option);
    assertThat(orgs.contents()).containsExactly("acme|null");
  }

  /** Who types lines is told of the first bad one at once. */
  @Test
  void linesAreTakenAsTheyCome() throws Exception {
    orgs.ok("create", "acme");
    try (OrgsProcess process =
        OrgsProcess.start(
            orgs, "members", "import", "acme", "-", "--encoding", "ISO-8859-1", "--quiet")) {
      process.type("\tann");
      assertThat(process.exit()).isEqualTo(1);
      assertThat(process.err()).contains("line 1 has a tab");
    }
  }

  private String file(String name, String text) throws IOException {
    String lines = text.replace('~', '\n').replace('^', '\t');
    return write(name, lines.getBytes(StandardCharsets.UTF_8));
  }

  private String write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    if (name.endsWith(".gz")) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
    } else {
      packed.writeBytes(bytes);
    }
    Files.write(file, packed.toByteArray());
    return file.toString();
  }
}
