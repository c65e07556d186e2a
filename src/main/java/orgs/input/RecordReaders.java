package orgs.input;

import java.io.InputStream;
import java.util.List;
import orgs.input.text.BlankEnd;
import orgs.input.text.LineSplitter;
import orgs.input.text.Lines;
import orgs.input.text.RecordLines;

/** Makes the reader for a format. */
public final class RecordReaders {

  private RecordReaders() {}

  /** Reads lines, each one value. */
  public static RecordReader ofLines(InputStream in) {
    return of(InputFormat.LINES, in, List.of(), Reading.of(null));
  }

  /** Reads the wanted columns. */
  public static RecordReader of(
      InputFormat format, InputStream in, List<InputColumn> columns, Reading reading) {
    LineSplitter lines = new LineSplitter(in);
    Lines records =
        new BlankEnd(
            format == InputFormat.CSV
                ? RecordLines.ofCsv(lines, reading.delimiter())
                : RecordLines.of(lines));
    return switch (format) {
      case LINES -> new LinesReader(records);
      case CSV ->
          new DelimitedReader(
              new DelimiterLine(records, reading.delimiter()),
              new CsvFields(reading.delimiter()),
              columns,
              reading,
              true);
      case TSV -> new DelimitedReader(records, new TsvFields(), columns, reading, false);
      case JSON -> new JsonLinesReader(new JsonArrayLines(records), columns);
      case JSONL -> new JsonLinesReader(records, columns);
    };
  }
}
