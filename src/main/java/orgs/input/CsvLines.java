package orgs.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Puts lines together to CSV records: the end of a line inside quotes belongs to the field. */
final class CsvLines {

  private final LineSplitter lines;
  private final char delimiter;

  CsvLines(LineSplitter lines, char delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
  }

  /** The next record's text; null at the end. */
  TextLine next() throws IOException {
    byte[] first = lines.next();
    if (first == null) {
      return null;
    }
    long number = lines.number();
    CsvQuotes quotes = new CsvQuotes(delimiter);
    boolean cut = takeLine(quotes, first);
    if (!quotes.areOpen()) {
      return TextLine.of(number, first, cut);
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(first);
    while (quotes.areOpen()) {
      byte[] end = lines.end();
      byte[] line = lines.next();
      if (line == null) {
        if (cut) {
          // What the record swallowed is no longer there to be put aside.
          throw new InputException(
              "a quote in line " + number + " is never closed", "double it, or remove it");
        }
        break;
      }
      cut |= takeLine(quotes, line);
      if (!cut) {
        record.writeBytes(end);
        record.writeBytes(line);
        cut = record.size() >= LineSplitter.MAX_BYTES;
      }
    }
    return TextLine.of(number, record.toByteArray(), cut);
  }

  /** Follows the quotes to the end of the line and returns whether it is too long to be kept. */
  private boolean takeLine(CsvQuotes quotes, byte[] line) throws IOException {
    quotes.take(line);
    boolean cut = lines.wasCut();
    byte[] more;
    while ((more = lines.rest()) != null) {
      quotes.take(more);
    }
    return cut;
  }
}
