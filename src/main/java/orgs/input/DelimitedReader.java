package orgs.input;

import java.io.IOException;
import java.util.List;

/** Records of fields, of which the wanted columns are taken: by a header, or by their place. */
final class DelimitedReader implements RecordReader {

  private final Lines lines;
  private final Fields fields;
  private final List<Column> columns;
  private final boolean header;
  private Places places;

  DelimitedReader(Lines lines, Fields fields, List<Column> columns, boolean header) {
    this.lines = lines;
    this.fields = fields;
    this.columns = columns;
    this.header = header;
  }

  @Override
  public InputRecord next() throws IOException {
    if (places == null && header && !readHeader()) {
      return null;
    }
    TextLine line = lines.next();
    if (line == null) {
      return null;
    }
    if (line.problem() != null) {
      return line.bad(line.problem());
    }
    try {
      return take(line, fields.split(line.text()));
    } catch (Fields.BadShape e) {
      return line.bad(e.getMessage());
    }
  }

  private InputRecord take(TextLine line, List<String> record) {
    if (places == null) {
      places = Places.byFirst(columns, record);
    }
    if (record.size() != places.count()) {
      return line.bad(
          "has "
              + record.size()
              + (record.size() == 1 ? " field" : " fields")
              + " instead of "
              + places.count());
    }
    if (places.idBefore() && !Places.isId(record.get(0))) {
      return line.bad("has no member's id in field 1");
    }
    int[] taken = places.of();
    String[] values = new String[taken.length];
    for (int i = 0; i < taken.length; i++) {
      values[i] = record.get(taken[i]);
      if (values[i] == null && !columns.get(i).optional()) {
        return line.bad("has an empty field " + (taken[i] + 1));
      }
    }
    return line.good(values);
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
    places = Places.byHeader(columns, names);
    return true;
  }

  private static InputException unreadableHeader(String problem) {
    return new InputException(
        "the header " + problem, "fix the first line; --no-header says that it is no header");
  }
}
