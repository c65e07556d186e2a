package orgs.output;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Makes the printer for a format. */
public final class Printers {
  private Printers() {}

  /**
   * Returns a printer of some of the columns, in another order.
   *
   * @param chosen their places among the columns
   */
  public static RowPrinter of(
      Format format, List<Column> columns, int[] chosen, OutputStream out, Layout layout) {
    List<Column> printed = Arrays.stream(chosen).mapToObj(columns::get).toList();
    return new ChosenColumns(columns.size(), chosen, of(format, printed, out, layout));
  }

  /**
   * Returns a printer that writes UTF-8 to {@code out} through a buffer of its own.
   *
   * @throws IllegalArgumentException for {@link Format#ID} when no column is an id
   */
  public static RowPrinter of(
      Format format, List<Column> columns, OutputStream out, Layout layout) {
    Utf8Out utf8 = new Utf8Out(out, layout.terminal());
    return switch (format) {
      case TABLE -> new TablePrinter(columns, utf8, layout);
      case CSV -> new CsvPrinter(columns, utf8, layout);
      case TSV -> new TsvPrinter(columns, utf8);
      case JSON -> new JsonPrinter(columns, utf8, layout);
      case JSONL -> new JsonLinesPrinter(columns, utf8, layout);
      case MD -> new MarkdownPrinter(columns, utf8);
      case ID -> new IdPrinter(columns, utf8);
    };
  }
}
