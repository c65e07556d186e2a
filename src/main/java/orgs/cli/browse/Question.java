package orgs.cli.browse;

import java.util.List;
import java.util.function.Consumer;

/** A question, answered by a line of text. */
final class Question implements Overlay {

  final String title;
  final List<String> lines;
  final String label;
  final TextField field;
  final Consumer<Question> answered;

  /** Why the last answer won't do, or null. */
  String problem;

  /**
   * Asks.
   *
   * @param lines what is to be known
   * @param label what is to be typed
   * @param given the answer that is there already
   * @param answered is run by Enter
   */
  Question(
      String title, List<String> lines, String label, String given, Consumer<Question> answered) {
    this.title = title;
    this.lines = lines;
    this.label = label;
    this.field = new TextField(given);
    this.answered = answered;
  }

  String answer() {
    return field.text();
  }
}
