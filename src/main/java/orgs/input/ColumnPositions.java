package orgs.input;

import java.util.List;
import java.util.regex.Pattern;
import orgs.input.text.InputException;

/**
 * The positions of the wanted columns in records of fields.
 *
 * @param positions the position of each wanted column, from 0
 * @param fieldCount how many fields a record has
 * @param idFirst whether the first field is a member's id, as {@code members export} writes it
 * @param named whether each was found by its name or its number, and none was taken because it is
 *     the only one
 */
record ColumnPositions(int[] positions, int fieldCount, boolean idFirst, boolean named) {

  private static final Pattern ID = Pattern.compile("[0-9]{1,19}");

  /** Characters that may be between columns that were read as one. */
  private static final String DELIMITERS = ";|,\t";

  /**
   * Finds the columns by the header.
   *
   * @throws InputException when a wanted column isn't in it
   */
  static ColumnPositions byHeader(List<InputColumn> columns, List<String> header) {
    int[] found = new int[columns.size()];
    boolean named = true;
    for (int i = 0; i < found.length; i++) {
      found[i] = place(columns.get(i), header);
      if (found[i] < 0) {
        requireOnlyOne(columns, columns.get(i), header);
        named = false;
        found[i] = 0;
      }
    }
    return new ColumnPositions(found, header.size(), false, named);
  }

  /** Finds a column by its name, otherwise by its number; below 0 where there is none. */
  private static int place(InputColumn column, List<String> header) {
    int named = named(column, header);
    return named < 0 && column.place() < header.size() ? column.place() : named;
  }

  /** Refuses the header, unless its only column may be the wanted one under another name. */
  private static void requireOnlyOne(
      List<InputColumn> columns, InputColumn column, List<String> header) {
    if (mayBeTheOnlyOne(columns, column, header)) {
      return;
    }
    String message =
        "the header has no column "
            + String.join(" or ", column.names())
            + ": "
            + Headers.shown(header);
    String similar = Headers.similar(column.names(), header);
    String meant = similar == null ? "" : "did you mean " + Invisible.shown(similar).strip() + "? ";
    throw column.chosen()
        ? InputException.wrongChoice(
            message, meant + "give the name or the number of one that is there")
        : new InputException(
            message,
            meant
                + (columns.size() == 1 ? "--column selects another; " : "")
                + (mayBeSeveral(header) ? "--delimiter says what is between columns; " : "")
                + "--no-header means that there is no header");
  }

  /** Whether the header has the names of all wanted columns. */
  static boolean areNamed(List<InputColumn> columns, List<String> header) {
    return columns.stream().allMatch(column -> named(column, header) >= 0);
  }

  /** Finds a name as it is written, otherwise without regard to case and blanks around it. */
  private static int named(InputColumn column, List<String> header) {
    int exact = named(column, column.names(), header);
    return exact >= 0 ? exact : named(column, Headers.plain(column.names()), Headers.plain(header));
  }

  private static int named(InputColumn column, List<String> names, List<String> header) {
    for (String name : names) {
      int place = header.indexOf(name);
      if (place < 0) {
        continue;
      }
      if (header.lastIndexOf(name) > place) {
        throw ambiguous(column, name);
      }
      return place;
    }
    return -1;
  }

  private static InputException ambiguous(InputColumn column, String name) {
    String message = "the header has more than one column " + name;
    String hint = "--column N takes the N-th";
    return column.chosen()
        ? InputException.wrongChoice(message, hint)
        : new InputException(message, hint);
  }

  /** Whether the only column may be meant. With a tab it would be several in another format. */
  private static boolean mayBeTheOnlyOne(
      List<InputColumn> columns, InputColumn column, List<String> header) {
    return !column.chosen()
        && columns.size() == 1
        && header.size() == 1
        && String.valueOf(header.get(0)).indexOf('\t') < 0;
  }

  private static boolean mayBeSeveral(List<String> header) {
    return header.size() == 1
        && String.valueOf(header.get(0)).chars().anyMatch(c -> DELIMITERS.indexOf(c) >= 0);
  }

  /**
   * Finds the columns without a header, by the number of fields in the first record.
   *
   * @throws InputException when the number leaves open which to take
   */
  static ColumnPositions byFirst(List<InputColumn> columns, List<String> first) {
    int size = first.size();
    boolean exported = isExportOfMembers(columns, first);
    int[] found = new int[columns.size()];
    for (int i = 0; i < found.length; i++) {
      InputColumn column = columns.get(i);
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
    return new ColumnPositions(found, size, exported, true);
  }

  /** Whether there are two columns where one is wanted: an id and a name, as exports have them. */
  private static boolean isExportOfMembers(List<InputColumn> columns, List<String> first) {
    return columns.size() == 1
        && !columns.get(0).chosen()
        && first.size() == 2
        && isId(first.get(0));
  }

  static boolean isId(String field) {
    return field != null && ID.matcher(field).matches();
  }

  private static String columns(int count) {
    return count + (count == 1 ? " column" : " columns");
  }
}
