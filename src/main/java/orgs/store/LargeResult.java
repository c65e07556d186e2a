package orgs.store;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Select;

/**
 * The rows of a long query, all of them: by COPY, but not the first.
 *
 * <p>COPY's rows come in packets of the server's, some hundred rows each, and the rare matches of a
 * slow filter would wait in one. So a cursor brings the first rows, one by one. When they come fast
 * there are many, and COPY brings those behind them. When they don't, it stays with the cursor: the
 * search takes the time then, and is not to be begun again.
 */
final class LargeResult<T> {

  private static final int FIRST_ROWS = 100;

  private static final int ROUND_TRIPS = 5;

  private static final long FAST_NANOS = 100_000_000;

  private final Session session;
  private final Stream<T> rows;
  private final Function<T, Select<?>> behind;

  /**
   * Describes it.
   *
   * @param rows by a cursor
   * @param behind the query for what comes behind a row
   */
  LargeResult(Session session, Stream<T> rows, Function<T, Select<?>> behind) {
    this.session = session;
    this.rows = rows;
    this.behind = behind;
  }

  /**
   * Gives all rows to a sink.
   *
   * @param roundTrip in nanoseconds, of which the first rows take some
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
