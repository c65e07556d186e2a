package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import orgs.cli.browse.terminal.Key;
import orgs.cli.browse.terminal.Tty;
import orgs.output.SafeText;

/** A question, answered by a line of text. */
final class Question implements Overlay {

  private final String title;
  private final List<String> explanation;
  private final String label;
  private final TextField field;
  private final Consumer<Question> answered;

  /** Why the last answer was refused, or null. */
  private String problem;

  /**
   * Asks.
   *
   * @param title printed as it is
   * @param explanation what a person should know before answering
   * @param label precedes the answer
   * @param given the answer that is there already
   * @param answered is run by Enter
   */
  Question(
      String title,
      List<String> explanation,
      String label,
      String given,
      Consumer<Question> answered) {
    this.title = title;
    this.explanation = explanation;
    this.label = label;
    this.field = new TextField(given);
    this.answered = answered;
  }

  String answer() {
    return field.text();
  }

  /** Shows why the answer is refused, until another one is typed. */
  void refuse(String why) {
    problem = why;
  }

  @Override
  public Outcome press(Key key, String text, int height) {
    if (key == Key.ESCAPE) {
      return Outcome.CLOSE;
    }
    if (key == Key.ENTER) {
      problem = null;
      answered.accept(this);
      return Outcome.NONE;
    }
    if (!field.press(key, text)) {
      return Outcome.NOT_TAKEN;
    }
    problem = null;
    return Outcome.NONE;
  }

  @Override
  public Tty.Frame lines(ScreenText screenText, int height) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(screenText.line(" " + title, ScreenText.BOLD));
    explanation.forEach(text -> lines.addAll(paragraph(screenText, text, false)));
    lines.add(screenText.line(label + field.tail(screenText.fieldWidth(label)), ScreenText.PLAIN));
    int cursorRow = lines.size() - 1;
    if (problem != null) {
      lines.addAll(paragraph(screenText, problem, true));
    }
    int cut = Math.max(0, lines.size() - height);
    return new Tty.Frame(
        lines.subList(cut, lines.size()), cursorRow - cut, screenText.cursorColumn(label, field));
  }

  private static List<AttributedString> paragraph(
      ScreenText screenText, String text, boolean alarming) {
    return screenText.wrapped(SafeText.of(text), 2).stream()
        .map(part -> screenText.line(" " + part, alarming ? ScreenText.ALARM : ScreenText.PLAIN))
        .toList();
  }

  @Override
  public String keys() {
    return "Enter go on  Esc don't";
  }
}
