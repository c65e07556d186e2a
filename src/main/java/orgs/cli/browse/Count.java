package orgs.cli.browse;

import java.util.Locale;

/** How many rows a list has, and whether that is the planner's estimate. */
record Count(long number, boolean estimated) {

  /** As people read it. */
  String text() {
    String digits = String.format(Locale.ROOT, "%,d", number);
    return estimated ? "about " + digits : digits;
  }
}
