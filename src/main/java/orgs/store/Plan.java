package orgs.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Select;

/**
 * The planner's estimates for a query.
 *
 * @param startup the cost until the first row
 * @param total the cost of all rows
 * @param rows the number of rows
 */
record Plan(double startup, double total, long rows) {

  /** A query of a lower cost takes a few milliseconds, even if the planner is wrong. */
  private static final double LONG = 500;

  private static final Pattern TOP =
      Pattern.compile(
          "\"Startup Cost\": ([0-9.]+),\\s*\"Total Cost\": ([0-9.]+),\\s*\"Plan Rows\": ([0-9]+)");

  static Plan of(Session session, Select<?> query) {
    String text =
        session.sql().resultQuery("EXPLAIN (FORMAT JSON) {0}", query).fetchSingle(0, String.class);
    Matcher top = TOP.matcher(text);
    if (!top.find()) {
      throw new IllegalStateException("no plan: " + text);
    }
    return new Plan(
        Double.parseDouble(top.group(1)),
        Double.parseDouble(top.group(2)),
        Long.parseLong(top.group(3)));
  }

  /** Whether the rows may come one by one over a long time. */
  boolean trickles() {
    return total > LONG && startup < total / 2;
  }
}
