package orgs.input;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import orgs.input.text.InputException;
import orgs.input.text.Lines;
import orgs.input.text.TextLine;

/** Records of fields, of which the wanted columns are taken: by a header, or by their place. */
final class DelimitedReader implements RecordReader {

  private final Lines lines;
  private final Fields fields;
  private final List<InputColumn> columns;
  private final Reading reading;
  private final boolean header;
  private ColumnPositions columnPositions;

  /** The header, as it stands in the file. */
  private byte[] heading;

  /** Whether the file seems to be an export of ours. */
  private boolean trusted;

  /**
   * Makes ready to read.
   *
   * @param habit whether the format has a header, unless an option decides
   */
  DelimitedReader(
      Lines lines, Fields fields, List<InputColumn> columns, Reading reading, boolean habit) {
    this.lines = lines;
    this.fields = fields;
    this.columns = columns;
    this.reading = reading;
    this.header = reading.hasHeader(habit);
    // An export of ours has a header if the format usually has one.
    this.trusted = !habit && !header;
  }

  @Override
  public InputRecord next() throws IOException {
    if (columnPositions == null && header && !readHeader()) {
      return null;
    }
    TextLine line = lines.next();
    if (line == null) {
      return null;
    }
    if (line.problem() != null) {
      return InputRecord.bad(line, line.problem());
    }
    if (Arrays.equals(line.raw(), heading)) {
      return InputRecord.bad(
          line, "is the header once more, as where one file was appended to another");
    }
    try {
      return take(line, fields.split(line.text()));
    } catch (Fields.BadShape e) {
      return InputRecord.bad(line, e.getMessage());
    }
  }

  private InputRecord take(TextLine line, List<String> record) {
    if (columnPositions == null) {
      columnPositions = byFirst(record);
    }
    if (record.size() != columnPositions.fieldCount()) {
      return InputRecord.bad(
          line,
          "has "
              + record.size()
              + (record.size() == 1 ? " field" : " fields")
              + " instead of "
              + columnPositions.fieldCount());
    }
    if (columnPositions.idFirst() && !ColumnPositions.isId(record.get(0))) {
      return InputRecord.bad(line, "has no member's id in field 1");
    }
    int[] taken = columnPositions.positions();
    String[] values = new String[taken.length];
    for (int i = 0; i < taken.length; i++) {
      values[i] = record.get(taken[i]);
      if (values[i] == null && !columns.get(i).optional()) {
        return InputRecord.bad(line, "has an empty field " + (taken[i] + 1));
      }
    }
    String doubt = trusted ? null : fields.doubt(line.text(), record, taken);
    return doubt == null ? InputRecord.good(line, values) : InputRecord.bad(line, doubt);
  }

  /** Where nothing was said of a header, one that is there must not become a row. */
  private ColumnPositions byFirst(List<String> record) {
    if (reading.header() == null && Headers.areKnown(columns, record)) {
      throw new InputException(
          "the first line looks like a header: " + Headers.shown(record),
          "--header reads names from it, --no-header takes it as a row");
    }
    return ColumnPositions.byFirst(columns, record);
  }

  private boolean readHeader() throws IOException {
    TextLine line = lines.next();
    if (line == null) {
      return false;
    }
    if (line.problem() != null) {
      throw unreadableHeader(line.problem());
    }
    List<String> names;
    try {
      names = fields.split(line.text());
    } catch (Fields.BadShape e) {
      throw unreadableHeader(e.getMessage());
    }
    if (Headers.mayBeSeveralLines(line.text())) {
      throw unreadableHeader("has a character that may end a line: " + Headers.shown(names));
    }
    OtherContent.refuse(Headers.plain(names), columns);
    columnPositions = ColumnPositions.byHeader(columns, names);
    if (reading.header() == null && !columnPositions.named()) {
      reading.unknownHeader().accept(Headers.shown(names));
    }
    heading = line.raw();
    trusted = OtherContent.isOurs(Headers.plain(names));
    return true;
  }

  private static InputException unreadableHeader(String problem) {
    return new InputException(
        "the header " + problem, "fix the first line; --no-header says that it is no header");
  }
}
