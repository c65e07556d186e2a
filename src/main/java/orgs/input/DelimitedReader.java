package orgs.input;

import java.io.IOException;
import java.util.List;

/** Records of fields, of which the wanted columns are taken: by a header, or by their place. */
final class DelimitedReader implements RecordReader {

  private final Lines lines;
  private final Fields fields;
  private final List<Column> columns;
  private final boolean header;
  private int[] places;
  private int count;

  DelimitedReader(Lines lines, Fields fields, List<Column> columns, boolean header) {
    this.lines = lines;
    this.fields = fields;
    this.columns = columns;
    this.header = header;
  }

  /** Where the text of the records comes from. */
  interface Lines {
    TextLine next() throws IOException;
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
      usePlaces(record.size());
    }
    if (record.size() != count) {
      return line.bad(
          "has "
              + record.size()
              + (record.size() == 1 ? " field" : " fields")
              + " instead of "
              + count);
    }
    String[] values = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = record.get(places[i]);
      if (values[i] == null && !columns.get(i).optional()) {
        return line.bad("has an empty field " + (places[i] + 1));
      }
    }
    return line.good(values);
  }

  private boolean readHeader() throws IOException {
    TextLine line = lines.next();
    if (line == null) {
      return false;
    }
    List<String> names;
    try {
      names = line.problem() == null ? fields.split(line.text()) : List.of();
    } catch (Fields.BadShape e) {
      names = List.of();
    }
    count = names.size();
    int[] found = new int[columns.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = place(columns.get(i), names);
    }
    places = found;
    return true;
  }

  private int place(Column column, List<String> header) {
    for (String name : column.names()) {
      int place = header.indexOf(name);
      if (place >= 0) {
        return place;
      }
    }
    if (column.place() >= 0 && column.place() < header.size()) {
      return column.place();
    }
    if (columns.size() == 1 && header.size() == 1) {
      return 0;
    }
    throw new InputException(
        "the header has no column "
            + String.join(" or ", column.names())
            + ": "
            + String.join(", ", header.stream().map(String::valueOf).toList()),
        "--column selects another; --no-header means that there is no header");
  }

  /** Without a header the first record says how many columns there are. */
  private void usePlaces(int size) {
    int[] found = new int[columns.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = columns.get(i).place() >= 0 ? columns.get(i).place() : i;
      boolean guessed = columns.get(i).place() < 0 && size != columns.size();
      if (guessed || found[i] >= size) {
        throw new InputException(
            "the first record has "
                + size
                + (size == 1 ? " column" : " columns")
                + ", and no header says which to take",
            "--column N takes the N-th, --header reads names from the first line");
      }
    }
    places = found;
    count = size;
  }
}
