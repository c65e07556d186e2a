package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static orgs.output.Printed.MEMBER;
import static orgs.output.Printed.print;
import static orgs.output.Printed.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPrinterTest {
  private static final List<Column> TEXT = List.of(Column.text("t"));

  @Test
  void noRowsAreAnEmptyArray() {
    assertThat(print(Format.JSON, MEMBER, Printed.PIPE)).isEqualTo("[]\n");
    assertThat(print(Format.JSONL, MEMBER, Printed.PIPE)).isEmpty();
  }

  @Test
  void oneRowIsAnArrayToo() {
    assertThat(print(Format.JSON, MEMBER, Printed.PIPE, row(1L, "Ann")))
        .isEqualTo(
            """
            [
            {"member_id":1,"member_name":"Ann"}
            ]
            """);
  }

  @Test
  void valuesOfEveryType() {
    List<Column> columns = List.of(Column.id("i"), Column.number("n"), Column.text("t"));
    Object[][] rows = {row(Long.MAX_VALUE, -7, "12"), row(2L, 0, ""), row(null, null, null)};
    assertThat(print(Format.JSON, columns, Printed.PIPE, rows))
        .isEqualTo(
            """
            [
            {"i":9223372036854775807,"n":-7,"t":"12"},
            {"i":2,"n":0,"t":""},
            {"i":null,"n":null,"t":null}
            ]
            """);
    assertThat(print(Format.JSONL, columns, Printed.PIPE, rows))
        .isEqualTo(
            """
            {"i":9223372036854775807,"n":-7,"t":"12"}
            {"i":2,"n":0,"t":""}
            {"i":null,"n":null,"t":null}
            """);
  }

  @Test
  void singleIsTheObjectAlone() throws IOException {
    Layout single = new Layout(false, 0, false, true);
    assertThat(print(Format.JSON, List.of(Column.number("count")), single, row(5L)))
        .isEqualTo("{\"count\":5}\n");
    RowPrinter printer = Printers.of(Format.JSON, TEXT, new ByteArrayOutputStream(), single);
    printer.row("one");
    assertThatIllegalStateException().isThrownBy(() -> printer.row("two"));
  }

  @Test
  void escapesWhatJsonDemands() {
    assertThat(
            print(
                Format.JSONL,
                TEXT,
                Printed.PIPE,
                row("\"\\/"),
                row("\b\t\n\f\r"),
                row("\u0000\u000b\u001b\u001f"),
                row("\u2028\u2029")))
        .isEqualTo(
            """
            {"t":"\\"\\\\/"}
            {"t":"\\b\\t\\n\\f\\r"}
            {"t":"\\u0000\\u000b\\u001b\\u001f"}
            {"t":"\\u2028\\u2029"}
            """);
  }

  @Test
  void otherUnicodeStaysAsItIs() {
    String text = "é 漢字 שלום 👨‍👩‍👧‍👦 🇩🇪 \u007f\u0085\u202e";
    assertThat(print(Format.JSONL, TEXT, Printed.PIPE, row(text)))
        .isEqualTo("{\"t\":\"" + text + "\"}\n");
  }

  @Test
  void halfASurrogatePairIsEscaped() {
    assertThat(print(Format.JSONL, TEXT, Printed.PIPE, row("\ud83d"), row("\ude00a\ud83dé")))
        .isEqualTo(
            """
            {"t":"\\ud83d"}
            {"t":"\\ude00a\\ud83dé"}
            """);
  }

  @Test
  void aTerminalIsSentNoControlCharacters() {
    assertThat(
            print(
                Format.JSON,
                TEXT,
                Printed.terminal(80, true),
                row("a\u001b[2J\u007f\u0085\u200f\u061c\u202e\u2066 漢😀")))
        .isEqualTo(
            """
            [
            {"t":"a\\u001b[2J\\u007f\\u0085\\u200f\\u061c\\u202e\\u2066 漢😀"}
            ]
            """);
  }
}
