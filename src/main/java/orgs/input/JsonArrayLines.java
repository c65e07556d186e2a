package orgs.input;

import java.io.IOException;
import orgs.input.text.InputException;
import orgs.input.text.Lines;
import orgs.input.text.TextLine;

/** The elements of a JSON array that has each of them on a line of its own. */
final class JsonArrayLines implements Lines {

  private static final String HINT =
      "jq -c '.[]' makes JSON Lines of any array; --input-format jsonl reads them";

  private final Lines lines;
  private boolean begun;
  private boolean ended;
  private boolean more = true;

  JsonArrayLines(Lines lines) {
    this.lines = lines;
  }

  @Override
  public TextLine next() throws IOException {
    if (!begun && !begin() || ended) {
      return null;
    }
    TextLine line = lines.next();
    if (line == null) {
      throw new InputException("the JSON array has no end", "the file may be incomplete");
    }
    if (line.problem() != null) {
      return line;
    }
    String text = line.text().strip();
    if (text.equals("]")) {
      end();
      return null;
    }
    boolean comma = text.endsWith(",");
    String element = comma ? text.substring(0, text.length() - 1) : text;
    if (!more || !isWhole(element)) {
      throw new InputException(
          "line " + line.line() + " is not an element of a JSON array on a line of its own", HINT);
    }
    more = comma;
    return new TextLine(line.line(), line.raw(), element, null);
  }

  /** Whether there is an array. */
  private boolean begin() throws IOException {
    begun = true;
    TextLine line = lines.next();
    if (line == null) {
      return false;
    }
    String text = line.problem() == null ? line.text().strip() : "";
    if (text.equals("[]")) {
      end();
    } else if (!text.equals("[")) {
      throw new InputException("is not a JSON array with each element on a line of its own", HINT);
    }
    return true;
  }

  private void end() throws IOException {
    ended = true;
    TextLine line;
    while ((line = lines.next()) != null) {
      if (line.problem() != null || !line.text().isBlank()) {
        throw new InputException("line " + line.line() + " follows the end of the array", HINT);
      }
    }
  }

  /** An element that is laid out over several lines would be taken for many bad ones. */
  private static boolean isWhole(String element) {
    return !element.matches("[\\[{\\]}]?");
  }
}
