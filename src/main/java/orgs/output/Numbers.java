package orgs.output;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

  private static final long GROUP = 1_000;

  private Numbers() {}

  /** With a comma before each three digits: {@code 1,000,000}. */
  public static String grouped(long number) {
    return Math.abs(number) < GROUP
        ? String.valueOf(number)
        : String.format(Locale.ROOT, "%,d", number);
  }

  /** The noun for so many: {@code member} for one, {@code members} for others. */
  public static String noun(long number, String singular) {
    return number == 1 ? singular : singular + "s";
  }
}
