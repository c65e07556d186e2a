package orgs.cli.load;

import java.util.List;
import java.util.function.Function;
import orgs.input.InputColumn;
import orgs.input.InputFormat;

/**
 * The columns that a command reads from each record of its file, and the row it makes of them.
 *
 * @param <T> what a good record becomes
 * @param fallback the format of the file, where neither an option nor its name says it
 * @param columns the wanted columns
 * @param parser makes a row of a record's values, one for each wanted column
 */
record RowSchema<T>(
    InputFormat fallback, List<InputColumn> columns, Function<String[], Parsed<T>> parser) {

  /**
   * The row, or why there is none.
   *
   * @param row null when the values are bad
   * @param problem what is wrong with the values, or null
   */
  record Parsed<T>(T row, String problem) {

    static <T> Parsed<T> good(T row) {
      return new Parsed<>(row, null);
    }

    static <T> Parsed<T> bad(String problem) {
      return new Parsed<>(null, problem);
    }
  }
}
