package orgs.store;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Select;

/**
 * Fetches all rows of a long query: the first ones by a cursor, the others by COPY.
 *
 * <p>The server sends COPY's rows in packets of some hundred rows, in which the rare matches of a
 * slow filter would wait. So a cursor fetches the first rows, one by one. If they come fast there
 * are many, and COPY fetches the others. If they don't, the search itself takes the time, and the
 * cursor continues it: COPY would begin it again.
 */
final class LargeResult<T> {

  private static final int FIRST_ROWS = 100;

  private static final int ROUND_TRIPS = 5;

  private static final long FAST_NANOS = 100_000_000;

  private final Session session;
  private final Stream<T> rows;
  private final Function<T, Select<?>> behind;

  /**
   * Describes the query.
   *
   * @param rows all rows, by a cursor
   * @param behind makes the query for the rows that follow one
   */
  LargeResult(Session session, Stream<T> rows, Function<T, Select<?>> behind) {
    this.session = session;
    this.rows = rows;
    this.behind = behind;
  }

  /**
   * Gives all rows to a sink.
   *
   * @param roundTrip the time of a round trip in nanoseconds; the first rows take some of them
   */
  void run(Function<T, Object[]> values, long roundTrip, RowSink sink) {
    T last = null;
    try (rows) {
      long deadline = System.nanoTime() + FAST_NANOS + ROUND_TRIPS * roundTrip;
      Iterator<T> each = rows.iterator();
      boolean fast = false;
      for (long count = 1; !fast && each.hasNext(); count++) {
        last = each.next();
        sink.add(values.apply(last));
        fast = count == FIRST_ROWS && System.nanoTime() < deadline;
      }
      if (!fast) {
        return;
      }
    }
    CopyReader.run(session, behind.apply(last), sink);
  }
}
