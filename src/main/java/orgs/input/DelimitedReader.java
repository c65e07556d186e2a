package orgs.input;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Records of fields, of which the wanted columns are taken: by a header, or by their place. */
final class DelimitedReader implements RecordReader {

  private static final Pattern ID = Pattern.compile("[0-9]{1,19}");

  private final Lines lines;
  private final Fields fields;
  private final List<Column> columns;
  private final boolean header;
  private int[] places;
  private int count;
  private boolean idBefore;

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
      usePlaces(record);
    }
    if (record.size() != count) {
      return line.bad(
          "has "
              + record.size()
              + (record.size() == 1 ? " field" : " fields")
              + " instead of "
              + count);
    }
    if (idBefore && !isId(record.get(0))) {
      return line.bad("has no member's id in field 1");
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
    if (line.problem() != null) {
      throw unreadableHeader(line.problem());
    }
    List<String> names;
    try {
      names = fields.split(line.text());
    } catch (Fields.BadShape e) {
      throw unreadableHeader(e.getMessage());
    }
    count = names.size();
    int[] found = new int[columns.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = place(columns.get(i), names);
    }
    places = found;
    return true;
  }

  private static InputException unreadableHeader(String problem) {
    return new InputException(
        "the header " + problem, "fix the first line; --no-header says that it is no header");
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
    if (mayBeTheOnlyOne(column, header)) {
      return 0;
    }
    String message =
        "the header has no column "
            + String.join(" or ", column.names())
            + ": "
            + String.join(", ", header.stream().map(String::valueOf).toList());
    throw column.chosen()
        ? InputException.wrongChoice(message, "give the name or the number of one that is there")
        : new InputException(
            message,
            (columns.size() == 1 ? "--column selects another; " : "")
                + "--no-header means that there is no header");
  }

  /** A tab speaks of another format, of which this would be more than one column. */
  private boolean mayBeTheOnlyOne(Column column, List<String> header) {
    return !column.chosen()
        && columns.size() == 1
        && header.size() == 1
        && String.valueOf(header.get(0)).indexOf('\t') < 0;
  }

  /** Without a header the first record says how many columns there are. */
  private void usePlaces(List<String> first) {
    int size = first.size();
    boolean exported = isExportOfMembers(first);
    int[] found = new int[columns.size()];
    for (int i = 0; i < found.length; i++) {
      Column column = columns.get(i);
      if (column.place() >= size || column.chosen() && column.place() < 0) {
        throw InputException.wrongChoice(
            "there is no column "
                + column.names().get(0)
                + ": no header is read, and the first record has "
                + columns(size),
            "--column N takes the N-th, --header reads names from the first line");
      }
      if (column.place() < 0 && size != columns.size() && !exported) {
        throw new InputException(
            "the first record has " + columns(size) + ", and no header says which to take",
            (columns.size() == 1 ? "--column N takes the N-th, " : "")
                + "--header reads names from the first line");
      }
      found[i] = column.place() >= 0 ? column.place() : exported ? 1 : i;
    }
    places = found;
    count = size;
    idBefore = exported;
  }

  /** Two columns where one is wanted: an id and a name, as {@code members export} writes them. */
  private boolean isExportOfMembers(List<String> first) {
    return columns.size() == 1
        && !columns.get(0).chosen()
        && first.size() == 2
        && isId(first.get(0));
  }

  private static boolean isId(String field) {
    return field != null && ID.matcher(field).matches();
  }

  private static String columns(int count) {
    return count + (count == 1 ? " column" : " columns");
  }
}
