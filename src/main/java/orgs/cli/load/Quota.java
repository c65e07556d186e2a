package orgs.cli.load;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orgs.cli.syntax.CliException;

/** How many are too many: a number, or a percentage of all. */
public final class Quota {

  private static final Pattern SYNTAX =
      Pattern.compile("([0-9]{1,18})|([0-9]{1,2}(?:\\.[0-9]+)?|100)%");

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final String text;
  private final long number;
  private final BigDecimal percent;

  static final Quota UNLIMITED = new Quota(null, Long.MAX_VALUE, HUNDRED);

  private Quota(String text, long number, BigDecimal percent) {
    this.text = text;
    this.number = number;
    this.percent = percent;
  }

  /**
   * Reads one.
   *
   * @param text null for no limit
   * @param what it limits, for messages
   */
  public static Quota parse(String text, String what) {
    if (text == null) {
      return UNLIMITED;
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw CliException.usage(
          "'" + text + "' is not a limit for " + what,
          "give a number such as 100, or a percentage such as 0.5%");
    }
    return matcher.group(1) != null
        ? new Quota(text, Long.parseLong(matcher.group(1)), HUNDRED)
        : new Quota(text, Long.MAX_VALUE, new BigDecimal(matcher.group(2)));
  }

  /** Whether it is a percentage above zero, which means little where there are few. */
  boolean isShare() {
    return number == Long.MAX_VALUE && percent.signum() > 0;
  }

  /** Whether that many are too many, however many there are. */
  public boolean exceededBy(long count) {
    return count > number;
  }

  public boolean exceededBy(long count, long all) {
    BigDecimal allowed = percent.multiply(BigDecimal.valueOf(all));
    return exceededBy(count) || BigDecimal.valueOf(count).multiply(HUNDRED).compareTo(allowed) > 0;
  }

  /** Whether it clearly allows all of so many: as 100%, or as exactly their number. */
  boolean allowsAll(long all) {
    return all == 0 || number == all || number == Long.MAX_VALUE && percent.equals(HUNDRED);
  }

  @Override
  public String toString() {
    return text;
  }
}
