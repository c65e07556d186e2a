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
class TsvPrinterTest {
  @Test
  void noRowsPrintNothing() {
    assertThat(print(Format.TSV, MEMBER, Printed.PIPE)).isEmpty();
  }

  @Test
  void valuesOfEveryType() {
    List<Column> columns = List.of(Column.id("i"), Column.number("n"), Column.text("t"));
    assertThat(
            print(
                Format.TSV,
                columns,
                Printed.PIPE,
                row(1L, 2, "x"),
                row(Long.MIN_VALUE, Integer.MIN_VALUE, ""),
                row(Long.MAX_VALUE, 0, null)))
        .isEqualTo(
            """
            1	2	x
            -9223372036854775808	-2147483648	\n\
            9223372036854775807	0	\\N
            """);
  }

  @Test
  void escapesWhatCopyEscapesAndNothingElse() {
    assertThat(
            print(
                Format.TSV,
                List.of(Column.text("t")),
                Printed.PIPE,
                row("a\\b \b\f\n\r\t\u000b"),
                row("\\."),
                row("\\N"),
                row("\"quoted\", \u0001\u001b\u007f\u0085\u2028\u202e")))
        .isEqualTo(
            "a\\\\b \\b\\f\\n\\r\\t\\v\n"
                + "\\\\.\n"
                + "\\\\N\n"
                + "\"quoted\", \u0001\u001b\u007f\u0085\u2028\u202e\n");
  }

  @Test
  void aTerminalIsSentNoControlCharacters() {
    assertThat(
            print(
                Format.TSV,
                List.of(Column.text("t"), Column.text("u")),
                Printed.terminal(80, false),
                row("a\tb\u001b[2Jc", "\u202egnp.\u0000")))
        .isEqualTo("a\\tb\\x1b[2Jc\t\\u202egnp.\\x00\n");
  }

  @Test
  void whatIsPrintedReadsBackTheSame() {
    RandomText random = new RandomText();
    for (int i = 0; i < 20_000; i++) {
      String first = random.next();
      String second = random.next();
      String line =
          print(
              Format.TSV,
              List.of(Column.text("a"), Column.text("b")),
              Printed.PIPE,
              row(first, second));
      assertThat(decode(line)).containsExactly(first, second);
    }
  }

  /** The rules of COPY's documentation, for one line. */
  private static List<String> decode(String line) {
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    List<String> fields = new ArrayList<>();
    for (String field : line.substring(0, line.length() - 1).split("\t", -1)) {
      if (field.equals("\\N")) {
        fields.add(null);
        continue;
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        text.append(
            c != '\\'
                ? c
                : switch (field.charAt(++i)) {
                  case 'b' -> '\b';
                  case 'f' -> '\f';
                  case 'n' -> '\n';
                  case 'r' -> '\r';
                  case 't' -> '\t';
                  case 'v' -> '\u000b';
                  default -> field.charAt(i);
                });
      }
      fields.add(text.toString());
    }
    return fields;
  }
}
