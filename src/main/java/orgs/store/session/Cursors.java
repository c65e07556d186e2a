package orgs.store.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jooq.Cursor;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.ResultQuery;

/**
 * Streams the rows of a query through a cursor. Outside of a transaction the stream is one of its
 * own, which ends when the stream is closed.
 */
public final class Cursors {

  /** The rows of the longest round trips: a few hundred KiB at most. */
  private static final int FETCH_SIZE = 1_024;

  private Cursors() {}

  /**
   * Streams rows that may be rare: one is fetched, then a few, and so on, so that no row waits for
   * many others.
   */
  public static <R extends Record, T> Stream<T> stream(
      Session session, ResultQuery<R> query, RecordMapper<R, T> mapper) {
    return stream(session, query, 1, mapper);
  }

  /** Streams rows that the server has at once, many in a round trip. */
  public static <R extends Record, T> Stream<T> streamAtOnce(
      Session session, ResultQuery<R> query, RecordMapper<R, T> mapper) {
    return stream(session, query, FETCH_SIZE, mapper);
  }

  private static <R extends Record, T> Stream<T> stream(
      Session session, ResultQuery<R> query, int first, RecordMapper<R, T> mapper) {
    Transactions transactions = session.transactions();
    boolean own = !transactions.isOpen();
    if (own) {
      // pgjdbc reads a result through a cursor only inside a transaction.
      transactions.begin();
    }
    try {
      Cursor<R> cursor = query.fetchSize(first).fetchLazy();
      GrowingFetch fetch = new GrowingFetch(cursor.resultSet(), first);
      return cursor.stream()
          .peek(row -> fetch.received())
          .map(mapper::map)
          .onClose(
              () -> {
                cursor.close();
                if (own) {
                  transactions.end();
                }
              });
    } catch (Throwable e) {
      if (own) {
        transactions.rollback(e);
      }
      throw e;
    }
  }

  /**
   * Asks for as many rows in a round trip as came in a tenth of a second before, up to {@value
   * #FETCH_SIZE}, and for at least {@value #FACTOR} times as many as before: the rows of a distant
   * server are no slower, only later.
   */
  private static final class GrowingFetch {

    private static final int FACTOR = 4;

    private static final long PACE_NANOS = 100_000_000;

    private final ResultSet rows;
    private int size;
    private int left;
    private long asked = System.nanoTime();

    GrowingFetch(ResultSet rows, int first) {
      this.rows = rows;
      this.size = first;
      this.left = first;
    }

    void received() {
      if (--left > 0) {
        return;
      }
      long now = System.nanoTime();
      long inTime = size * PACE_NANOS / Math.max(1, now - asked);
      size = (int) Math.min(Math.max(size * FACTOR, inTime), FETCH_SIZE);
      left = size;
      asked = now;
      try {
        rows.setFetchSize(size);
      } catch (SQLException e) {
        throw SqlErrors.translate(e);
      }
    }
  }
}
