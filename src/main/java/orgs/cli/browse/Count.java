package orgs.cli.browse;

import java.util.Locale;
import orgs.store.model.MemberCount;

/** How many rows a list has, and whether that is the planner's estimate. */
record Count(long number, boolean estimated) {

  static Count of(MemberCount count) {
    return new Count(count.members(), count.estimated());
  }

  /** Formats it for reading: {@code about 12,000}. */
  String text() {
    String digits = String.format(Locale.ROOT, "%,d", number);
    return estimated ? "about " + digits : digits;
  }
}
