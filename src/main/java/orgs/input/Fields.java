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

  /** Says what is wrong with a record. */
  final class BadShape extends Exception {
    private static final long serialVersionUID = 1L;

    BadShape(String problem) {
      super(problem, null, false, false);
    }
  }
}
