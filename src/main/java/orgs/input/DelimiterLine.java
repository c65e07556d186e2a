package orgs.input;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orgs.input.text.InputException;
import orgs.input.text.Lines;
import orgs.input.text.TextLine;

/** Leaves out the line {@code sep=;} that may be the first one of a CSV file for Excel. */
final class DelimiterLine implements Lines {

  private static final Pattern LINE = Pattern.compile("(?i)\"?sep=(.|\\\\t)\"?");

  private final Lines lines;
  private final char delimiter;
  private boolean begun;

  DelimiterLine(Lines lines, char delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
  }

  /** The delimiter that such a line names, or null where it is none. */
  static Character in(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    String named = matcher.group(1);
    return named.equals("\\t") ? '\t' : named.charAt(0);
  }

  @Override
  public TextLine next() throws IOException {
    TextLine line = lines.next();
    if (begun || line == null || line.text() == null) {
      return line;
    }
    begun = true;
    Character named = in(line.text());
    if (named == null) {
      return line;
    }
    if (named != delimiter) {
      throw new InputException(
          "the first line, " + line.text() + ", names another delimiter than --delimiter",
          "leave --delimiter out, or remove that line");
    }
    return lines.next();
  }
}
