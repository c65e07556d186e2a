package orgs.cli.rows;

import java.util.Arrays;
import java.util.List;
import orgs.output.Column;

/**
 * The columns that are printed of a command's rows, and how.
 *
 * @param columns the columns of the rows
 * @param chosen the positions of the columns that are printed, in their order; null for all
 * @param header whether a header is printed, in a format that may have one
 * @param spreadsheet see {@link orgs.output.Layout}
 * @param single whether there is only one row, which is an object of its own
 */
public record PrintedColumns(
    List<Column> columns, int[] chosen, boolean header, boolean spreadsheet, boolean single) {

  public static PrintedColumns of(List<Column> columns) {
    return new PrintedColumns(columns, null, true, false, false);
  }

  /** Returns this form for a single row. */
  public PrintedColumns ofOneRow() {
    return new PrintedColumns(columns, chosen, header, spreadsheet, true);
  }

  List<Column> printed() {
    return chosen == null ? columns : Arrays.stream(chosen).mapToObj(columns::get).toList();
  }
}
