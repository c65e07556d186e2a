package orgs.cli.browse;

import orgs.output.Numbers;
import orgs.store.model.MemberCount;

/** How many rows a list has, and whether that is the planner's estimate. */
record Count(long number, boolean estimated) {

  static Count of(MemberCount count) {
    return new Count(count.members(), count.estimated());
  }

  /** Formats it for reading: {@code about 12,000}. */
  String text() {
    String digits = Numbers.grouped(number);
    return estimated ? "about " + digits : digits;
  }
}
