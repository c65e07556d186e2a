package orgs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static orgs.output.Printed.MEMBER;
import static orgs.output.Printed.print;
import static orgs.output.Printed.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablePrinterTest {
  @Test
  void noRowsLeaveTheHeader() {
    assertThat(print(Format.TABLE, MEMBER, Printed.PIPE))
        .isEqualTo(
            """
            member_id  member_name
            ---------  -----------
            """);
  }

  @Test
  void numbersAreRightAlignedAndTheRestLeft() {
    assertThat(
            print(
                Format.TABLE,
                List.of(
                    Column.id("id"), Column.text("name"), Column.text("ok"), Column.number("n")),
                Printed.PIPE,
                row(1L, "Ann", "true", 5),
                row(1000L, "", "false", 12345L),
                row(null, null, null, null)))
        .isEqualTo(
            """
              id  name  ok         n
            ----  ----  -----  -----
               1  Ann   true       5
            1000        false  12345
            %s
            """
                .formatted(" ".repeat(24)));
  }

  @Test
  void columnsLineUpByWhatTheEyeSees() {
    assertThat(
            print(
                Format.TABLE,
                List.of(Column.text("t"), Column.text("u")),
                Printed.PIPE,
                row("漢字かな", "|"),
                row("👨‍👩‍👧‍👦", "|"),
                row("🇩🇪🇫🇷", "|"),
                row("❤️👍🏽", "|"),
                row("e\u0301", "|"),
                row("שלום", "|")))
        .isEqualTo(
            """
            t         u
            --------  -
            漢字かな  |
            👨‍👩‍👧‍👦        |
            🇩🇪🇫🇷      |
            ❤️👍🏽      |
            é         |
            שלום      |
            """
                .replace("é", "e\u0301"));
  }

  @Test
  void controlCharactersAreShownEverywhere() {
    for (Layout layout : List.of(Printed.PIPE, Printed.terminal(80, false))) {
      assertThat(
              print(
                  Format.TABLE,
                  List.of(Column.text("t"), Column.text("u")),
                  layout,
                  row("a\nb", "\u001b[2J")))
          .isEqualTo(
              """
              t     u
              ----  -------
              a\\nb  \\x1b[2J
              """);
    }
  }

  @Test
  void widthsComeFromTheFirstHundredRows() {
    Object[][] rows =
        IntStream.rangeClosed(1, 101)
            .mapToObj(i -> row(i == 101 ? "longer than before" : "row " + i, i))
            .toArray(Object[][]::new);
    String table =
        print(Format.TABLE, List.of(Column.text("t"), Column.number("n")), Printed.PIPE, rows);
    assertThat(table.lines())
        .hasSize(103)
        .startsWith("t          n", "-------  ---", "row 1      1")
        .endsWith("row 100  100", "longer than before  101");
  }

  @Test
  void rowsAppearWithTheHundredth() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowPrinter printer = Printers.of(Format.TABLE, List.of(Column.number("n")), out, Printed.PIPE);
    for (int i = 1; i < 100; i++) {
      printer.row(i);
      printer.flush();
    }
    assertThat(out.size()).isZero();
    printer.row(100);
    printer.flush();
    assertThat(out.toString().lines()).hasSize(102);
    printer.row(101);
    printer.flush();
    assertThat(out.toString().lines()).hasSize(103);
  }

  @Test
  void onATerminalTheWidestTextIsCut() {
    Object[] row = row(1234567890123456789L, "short one", "abcdefghijklmnopqrstuvwxyz");
    List<Column> columns = List.of(Column.id("id"), Column.text("a"), Column.text("b"));
    assertThat(print(Format.TABLE, columns, Printed.terminal(45, false), row))
        .isEqualTo(
            """
                             id  a          b
            -------------------  ---------  -------------
            1234567890123456789  short one  abcdefghijkl…
            """);
    assertThat(print(Format.TABLE, columns, Printed.terminal(10, false), row))
        .as("not below eight")
        .isEqualTo(
            """
                             id  a         b
            -------------------  --------  --------
            1234567890123456789  short o…  abcdefg…
            """);
    assertThat(print(Format.TABLE, columns, Printed.PIPE, row))
        .contains("abcdefghijklmnopqrstuvwxyz");
  }

  @Test
  void aCutNeverSplitsACharacter() {
    List<Column> columns = List.of(Column.text("t"), Column.number("n"));
    assertThat(
            print(
                Format.TABLE,
                columns,
                Printed.terminal(13, false),
                row("漢字漢字漢字漢字", 1),
                row("a漢字漢字漢字漢字", 2),
                row("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3),
                row("a🇩🇪🇫🇷🇩🇪🇫🇷🇩🇪🇫🇷", 4),
                row("e\u0301".repeat(12), 5),
                row("漢字漢字漢", 6)))
        .isEqualTo(
            """
            t           n
            ----------  -
            漢字漢字…   1
            a漢字漢字…  2
            👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦…   3
            a🇩🇪🇫🇷🇩🇪🇫🇷…  4
            %s…  5
            漢字漢字漢  6
            """
                .formatted("e\u0301".repeat(9)));
  }

  @Test
  void onATerminalLaterRowsTakeTheSpaceThatIsFree() {
    Object[][] rows =
        IntStream.rangeClosed(1, 101)
            .mapToObj(i -> row(i == 101 ? "abcdefghijklmnopqrstuvwxyz" : "x", "y"))
            .toArray(Object[][]::new);
    String table =
        print(
            Format.TABLE,
            List.of(Column.text("t"), Column.text("u")),
            Printed.terminal(20, false),
            rows);
    assertThat(table.lines()).endsWith("x  y", "abcdefghijklmnop…  y");
  }

  @Test
  void colorSetsOffTheHeaderOnly() {
    assertThat(print(Format.TABLE, List.of(Column.text("t")), Printed.terminal(80, true), row("x")))
        .isEqualTo("\u001b[1mt\n\u001b[0;2m-\n\u001b[0mx\n");
  }
}
