package orgs.cli.load;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orgs.cli.syntax.CliException;

/** How many bad lines are too many: a number, at once; or a percentage, judged at the end. */
public final class ErrorLimit {

  private static final Pattern SYNTAX =
      Pattern.compile("([0-9]{1,18})|([0-9]{1,2}(?:\\.[0-9]+)?|100)%");

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final String text;
  private final long number;
  private final BigDecimal percent;

  private ErrorLimit(String text, long number, BigDecimal percent) {
    this.text = text;
    this.number = number;
    this.percent = percent;
  }

  public static ErrorLimit parse(String text) {
    if (text == null) {
      return new ErrorLimit(null, Long.MAX_VALUE, HUNDRED);
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw CliException.usage(
          "'" + text + "' is not a limit for errors",
          "give a number such as 100, or a percentage such as 0.5%");
    }
    return matcher.group(1) != null
        ? new ErrorLimit(text, Long.parseLong(matcher.group(1)), HUNDRED)
        : new ErrorLimit(text, Long.MAX_VALUE, new BigDecimal(matcher.group(2)));
  }

  public boolean exceededBy(long bad) {
    return bad > number;
  }

  public boolean exceededAtEndBy(long bad, long all) {
    BigDecimal allowed = percent.multiply(BigDecimal.valueOf(all));
    return exceededBy(bad) || BigDecimal.valueOf(bad).multiply(HUNDRED).compareTo(allowed) > 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
