package orgs.input;

import java.util.List;

/** Splits the text of a record. */
interface Fields {

  /**
   * Splits into fields; null stands for NULL.
   *
   * @throws BadShape when the text breaks the format's rules
   */
  List<String> split(String text) throws BadShape;

  /**
   * Returns why the record that was split last may be meant by the rules of another format, though
   * it keeps those of this one; or null.
   *
   * @param record the fields of the record
   * @param taken the places of the wanted fields
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
