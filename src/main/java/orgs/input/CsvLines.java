package orgs.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Puts lines together to CSV records: the end of a line inside quotes belongs to the field. */
final class CsvLines {

  private final LineSplitter lines;

  CsvLines(LineSplitter lines) {
    this.lines = lines;
  }

  /** The next record's text; null at the end. */
  TextLine next() throws IOException {
    byte[] first = lines.next();
    if (first == null) {
      return null;
    }
    long number = lines.number();
    if (lines.wasCut() || !CsvFields.staysOpen(first, false)) {
      return TextLine.of(number, first, lines.wasCut());
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(first);
    boolean open = true;
    while (open && record.size() < LineSplitter.MAX_BYTES) {
      byte[] end = lines.end();
      byte[] line = lines.next();
      if (line == null) {
        break;
      }
      record.writeBytes(end);
      record.writeBytes(line);
      open = CsvFields.staysOpen(line, true);
    }
    return TextLine.of(number, record.toByteArray(), record.size() >= LineSplitter.MAX_BYTES);
  }
}
