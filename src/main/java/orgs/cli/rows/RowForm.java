package orgs.cli.rows;

import java.util.Arrays;
import java.util.List;
import orgs.output.Column;

/**
 * The form of rows.
 *
 * @param columns the columns that a command gives
 * @param chosen the positions of the columns that are printed, in their order; null for all
 * @param header whether there is one, in a format that may have one
 * @param spreadsheet see {@link orgs.output.Layout}
 */
public record RowForm(List<Column> columns, int[] chosen, boolean header, boolean spreadsheet) {

  static RowForm of(List<Column> columns) {
    return new RowForm(columns, null, true, false);
  }

  List<Column> printed() {
    return chosen == null ? columns : Arrays.stream(chosen).mapToObj(columns::get).toList();
  }
}
