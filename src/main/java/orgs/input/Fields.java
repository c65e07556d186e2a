package orgs.input;

import java.util.List;

/** Takes the text of a record apart. */
interface Fields {

  /**
   * Splits into fields; null stands for NULL.
   *
   * @throws BadShape when the text breaks the format's rules
   */
  List<String> split(String text) throws BadShape;

  /**
   * Why the record that was split last, though it keeps the rules of the format, may follow others;
   * or null.
   *
   * @param record its fields
   * @param taken the places of those that are wanted
   */
  String doubt(String text, List<String> record, int[] taken);

  /** Says what is wrong with a record. */
  final class BadShape extends Exception {
    private static final long serialVersionUID = 1L;

    BadShape(String problem) {
      super(problem, null, false, false);
    }
  }
}
