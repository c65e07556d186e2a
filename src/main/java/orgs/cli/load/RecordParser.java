package orgs.cli.load;

/**
 * Makes a row of a record's values, one for each wanted column.
 *
 * @param <T> what a good record becomes
 */
@FunctionalInterface
public interface RecordParser<T> {

  Parsed<T> parse(String[] values);

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
