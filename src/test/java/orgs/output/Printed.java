package orgs.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prints rows into a string. */
final class Printed {
  static final List<Column> MEMBER = List.of(Column.id("member_id"), Column.text("member_name"));

  /** A pipe or a file. */
  static final Layout PIPE = new Layout(false, 0, false, false);

  private Printed() {}

  static Layout terminal(int width, boolean color) {
    return new Layout(true, width, color, false);
  }

  static Object[] row(Object... values) {
    return values;
  }

  static String print(Format format, List<Column> columns, Layout layout, Object[]... rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RowPrinter printer = Printers.of(format, columns, out, layout)) {
      for (Object[] row : rows) {
        printer.row(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
