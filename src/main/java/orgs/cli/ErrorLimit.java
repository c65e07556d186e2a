package orgs.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many bad lines are too many: a number, at once; or a percentage, judged at the end. */
final class ErrorLimit {

  private static final Pattern SYNTAX =
      Pattern.compile("([0-9]{1,18})|([0-9]{1,2}(?:\\.[0-9]+)?|100)%");

  private final String text;
  private final long number;
  private final double share;

  private ErrorLimit(String text, long number, double share) {
    this.text = text;
    this.number = number;
    this.share = share;
  }

  static ErrorLimit parse(String text) {
    if (text == null) {
      return new ErrorLimit(null, Long.MAX_VALUE, 1);
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw CliException.usage(
          "'" + text + "' is no limit for errors", "--max-errors 100, or 0.5%");
    }
    return matcher.group(1) != null
        ? new ErrorLimit(text, Long.parseLong(matcher.group(1)), 1)
        : new ErrorLimit(text, Long.MAX_VALUE, Double.parseDouble(matcher.group(2)) / 100);
  }

  boolean exceededBy(long bad) {
    return bad > number;
  }

  boolean exceededAtEndBy(long bad, long all) {
    return exceededBy(bad) || bad > share * all;
  }

  @Override
  public String toString() {
    return text;
  }
}
