package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static orgs.output.Printed.MEMBER;
import static orgs.output.Printed.row;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownPrinterTest {

  private static final String HEAD = "| member_id | member_name |\n| ---: | --- |\n";

  @Test
  void tableOfMarkdown() {
    assertThat(print(row(1L, "ann"), row(2L, null))).isEqualTo(HEAD + "| 1 | ann |\n| 2 | |\n");
    assertThat(print()).isEqualTo(HEAD);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a|b,a\\\\|b",
        "a\\b,a\\\\\\\\b",
        "*a* `b` ~c~,\\\\*a\\\\* \\\\`b\\\\` \\\\~c\\\\~",
        "_a_b_,\\\\_a_b\\\\_",
        "[x](http://y),\\\\[x\\\\](http://y)",
        "<b>&amp;</b>,\\\\<b\\\\>\\\\&amp;\\\\</b\\\\>",
        "o'neil é日,o'neil é日",
      })
  void nothingInANameIsMarkup(String name, String cell) {
    String text = name.replace("\\\\", "\\");
    assertThat(print(row(1L, text)))
        .isEqualTo(HEAD + "| 1 | " + cell.replace("\\\\", "\\") + " |\n");
  }

  @Test
  void lineBreaksStayInTheCell() {
    assertThat(print(row(1L, "a\nb\r\nc\rd\t\u001b[31m")))
        .isEqualTo(HEAD + "| 1 | a<br>b<br>c<br>d\\\\t\\\\x1b\\[31m |\n");
  }

  private static String print(Object[]... rows) {
    return Printed.print(Format.MD, MEMBER, Printed.PIPE, rows);
  }

  @Test
  void numbersAreRightAligned() {
    assertThat(
            Printed.print(
                Format.MD,
                List.of(Column.text("a"), Column.number("b")),
                Printed.PIPE,
                row("x", 1_000_000L)))
        .isEqualTo("| a | b |\n| --- | ---: |\n| x | 1000000 |\n");
  }
}
