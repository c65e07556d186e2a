package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import orgs.output.DisplayWidth;
import orgs.output.SafeText;

/**
 * Makes lines of text that fit a screen.
 *
 * @param columns the width of the screen
 * @param styled whether text may be set off by escape sequences
 */
record ScreenText(int columns, boolean styled) {

  static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  static final AttributedStyle BOLD = PLAIN.bold();
  static final AttributedStyle DIM = PLAIN.faint();
  static final AttributedStyle CURRENT = PLAIN.inverse();
  static final AttributedStyle MATCH = PLAIN.bold().foreground(AttributedStyle.CYAN);
  static final AttributedStyle ALARM = PLAIN.bold().foreground(AttributedStyle.RED);

  /** Makes a line of one style, cut at the screen's edge. */
  AttributedString line(String text, AttributedStyle style) {
    return new AttributedString(DisplayWidth.cut(text, columns), style(style));
  }

  /** Makes a line of two texts, which must fit. */
  AttributedString line(
      String begin, AttributedStyle beginStyle, String rest, AttributedStyle restStyle) {
    return new AttributedStringBuilder()
        .append(begin, style(beginStyle))
        .append(rest, style(restStyle))
        .toAttributedString();
  }

  /** Makes a line with a text at each edge; the left one is cut first. */
  AttributedString edges(String left, AttributedStyle leftStyle, String right) {
    String end = right.isEmpty() ? "" : DisplayWidth.cut(right, columns - 2) + " ";
    String begin =
        DisplayWidth.cut(SafeText.of(left), Math.max(2, columns - DisplayWidth.of(end) - 1));
    int gap = columns - DisplayWidth.of(begin) - DisplayWidth.of(end);
    return line(begin, leftStyle, " ".repeat(Math.max(0, gap)) + (gap < 0 ? "" : end), PLAIN);
  }

  /** Returns this style, or a plain one where text isn't styled. */
  AttributedStyle style(AttributedStyle wanted) {
    return styled ? wanted : PLAIN;
  }

  /** How wide a field is after this label. */
  int fieldWidth(String label) {
    return columns - label.length() - 1;
  }

  /** The column of the cursor in a field after this label. */
  int cursorColumn(String label, TextField field) {
    int before = DisplayWidth.of(SafeText.of(field.beforeCursor()));
    int hidden = Math.max(0, DisplayWidth.of(SafeText.of(field.text())) - fieldWidth(label));
    return Math.min(columns - 1, label.length() + Math.max(0, before - hidden));
  }

  /**
   * Breaks text into lines, between words where possible.
   *
   * @param margin how many columns remain free
   */
  List<String> wrapped(String text, int margin) {
    int width = columns - margin;
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("(?<= )")) {
      if (!line.isEmpty() && DisplayWidth.of(line + word.stripTrailing()) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(word);
      while (DisplayWidth.of(line.toString().stripTrailing()) > width) {
        String rest = line.toString();
        int end = rest.offsetByCodePoints(0, 1);
        while (DisplayWidth.of(rest.substring(0, rest.offsetByCodePoints(end, 1))) <= width) {
          end = rest.offsetByCodePoints(end, 1);
        }
        lines.add(rest.substring(0, end));
        line.setLength(0);
        line.append(rest.substring(end));
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
