package orgs.output;

import java.io.OutputStream;
import java.util.List;

/** Makes the printer for a format. */
public final class Printers {
  private Printers() {}

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
      case CSV -> new CsvPrinter(columns, utf8);
      case TSV -> new TsvPrinter(columns, utf8);
      case JSON -> new JsonPrinter(columns, utf8, layout);
      case JSONL -> new JsonLinesPrinter(columns, utf8, layout);
      case ID -> new IdPrinter(columns, utf8);
    };
  }
}
