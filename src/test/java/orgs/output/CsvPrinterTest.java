package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static orgs.output.Printed.MEMBER;
import static orgs.output.Printed.print;
import static orgs.output.Printed.row;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import orgs.testing.Randomized;

@Randomized
class CsvPrinterTest {
  private static final List<Column> TEXT = List.of(Column.text("t"));

  @Test
  void theHeaderIsThereWithoutRows() {
    assertThat(print(Format.CSV, MEMBER, Printed.PIPE)).isEqualTo("member_id,member_name\n");
  }

  @Test
  void nullIsEmptyAndEmptyIsQuoted() {
    assertThat(
            print(
                Format.CSV,
                List.of(Column.id("i"), Column.text("t"), Column.number("n")),
                Printed.PIPE,
                row(1L, "x", 7),
                row(-2, "", 0),
                row(null, null, null)))
        .isEqualTo(
            """
            i,t,n
            1,x,7
            -2,"",0
            ,,
            """);
  }

  @Test
  void quotesWhatReadersWouldMistake() {
    assertThat(
            print(
                Format.CSV,
                TEXT,
                Printed.PIPE,
                row("a,b"),
                row("say \"hi\""),
                row("\""),
                row("two\nlines"),
                row("two\r\nlines"),
                row(" before"),
                row("after "),
                row("\\."),
                row("in side\t\\N;'\u001b")))
        .isEqualTo(
            "t\n"
                + "\"a,b\"\n"
                + "\"say \"\"hi\"\"\"\n"
                + "\"\"\"\"\n"
                + "\"two\nlines\"\n"
                + "\"two\r\nlines\"\n"
                + "\" before\"\n"
                + "\"after \"\n"
                + "\"\\.\"\n"
                + "in side\t\\N;'\u001b\n");
  }

  @Test
  void aTerminalIsSentNoControlCharacters() {
    assertThat(print(Format.CSV, TEXT, Printed.terminal(80, false), row("a\n\"\u001b[2J")))
        .isEqualTo("t\n\"a\\n\"\"\\x1b[2J\"\n");
  }

  @Test
  void whatIsPrintedReadsBackTheSame() {
    RandomText random = new RandomText();
    for (int i = 0; i < 20_000; i++) {
      String first = random.next();
      String second = random.next();
      String csv =
          print(
              Format.CSV,
              List.of(Column.text("a"), Column.text("b")),
              Printed.PIPE,
              row(first, second));
      assertThat(csv).startsWith("a,b\n");
      assertThat(decode(csv.substring("a,b\n".length()))).containsExactly(first, second);
    }
  }

  /** One record, read character by character. */
  private static List<String> decode(String csv) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean inside = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (inside && c == '"' && csv.charAt(i + 1) == '"') {
        field.append(csv.charAt(++i));
      } else if (c == '"') {
        inside = !inside;
        quoted = true;
      } else if (!inside && (c == ',' || c == '\n')) {
        fields.add(quoted || !field.isEmpty() ? field.toString() : null);
        field.setLength(0);
        quoted = false;
        assertThat(c == '\n').isEqualTo(i == csv.length() - 1);
      } else {
        field.append(c);
      }
    }
    return fields;
  }
}
