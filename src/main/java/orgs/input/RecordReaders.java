package orgs.input;

import java.io.InputStream;
import java.util.List;

/** Makes the reader for a format. */
public final class RecordReaders {

  private RecordReaders() {}

  /**
   * Reads the wanted columns.
   *
   * @param header whether the first record holds names; null for the format's habit
   */
  public static RecordReader of(
      InputFormat format, InputStream in, List<Column> columns, Boolean header) {
    return of(format, in, columns, header, Delimiter.COMMA);
  }

  /**
   * Reads the wanted columns.
   *
   * @param header whether the first record holds names; null for the format's habit
   * @param delimiter what is between the fields of CSV, a character of ASCII
   */
  public static RecordReader of(
      InputFormat format, InputStream in, List<Column> columns, Boolean header, char delimiter) {
    LineSplitter lines = new LineSplitter(in);
    return switch (format) {
      case LINES -> new LinesReader(lines);
      case CSV ->
          new DelimitedReader(
              new CsvLines(lines, delimiter)::next,
              new CsvFields(delimiter),
              columns,
              header == null || header);
      case TSV ->
          new DelimitedReader(
              () -> TextLine.next(lines), new TsvFields(), columns, header != null && header);
      case JSON -> new JsonLinesReader(new JsonArrayLines(lines), columns);
      case JSONL -> new JsonLinesReader(() -> TextLine.next(lines), columns);
    };
  }
}
