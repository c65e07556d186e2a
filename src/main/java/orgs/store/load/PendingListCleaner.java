package orgs.store.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;

/**
 * Merges the trigrams that a long load leaves in the index's pending list, over a connection of its
 * own, so that the server works on the rows and on their search index at the same time.
 *
 * <p>The merge is in no transaction: entries of rows that are rolled back are removed by the next
 * VACUUM. If the merge fails, the load's own session does all of it.
 *
 * <p><b>Threading:</b> the merges run on a thread of their own until {@link #end} or {@link
 * #close}.
 */
final class PendingListCleaner implements AutoCloseable {

  /** The time between merges: short loads need no second connection, and longer lists pay more. */
  private static final long PAUSE_MILLIS = 500;

  /** Merges the list; only the owner of the index may. */
  private static final String MERGE =
      "SELECT gin_clean_pending_list(oid) FROM pg_class"
          + " WHERE oid = to_regclass(?) AND pg_has_role(relowner, 'USAGE')";

  /**
   * Merges the list, waiting only a second for a lock, because the load waits for the running merge
   * at its end. The setting ends with the statement: the connection may be a pooler's.
   */
  private static final String MERGE_BESIDE =
      MERGE + " AND set_config('lock_timeout', '1s', true) IS NOT NULL";

  private final Session session;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "pending list cleaner");

  private PendingListCleaner(Session session) {
    this.session = session;
  }

  /** Starts the thread. */
  static PendingListCleaner begin(Session session) {
    PendingListCleaner cleaner = new PendingListCleaner(session);
    cleaner.thread.setDaemon(true);
    cleaner.thread.start();
    return cleaner;
  }

  /** Merges the list over the session's own connection. */
  static void mergeIn(Session session) {
    try {
      merge(session, session.connection(), MERGE);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /**
   * Starts no further merge, and doesn't wait for the running one, because a failed load doesn't
   * need it.
   */
  @Override
  public void close() {
    ended.countDown();
  }

  /** Starts no further merge, and waits for the running one. */
  void end() {
    ended.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    if (loadEnds()) {
      return;
    }
    try (Connection connection = session.connectBeside()) {
      while (!loadEnds()) {
        merge(session, connection, MERGE_BESIDE);
      }
    } catch (SQLException | RuntimeException e) {
      // The load goes on without it.
      return;
    }
  }

  /** Waits a little for the end of the load, and returns whether that has come. */
  private boolean loadEnds() {
    try {
      return ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static void merge(Session session, Connection connection, String sql)
      throws SQLException {
    String index = session.qualified(DeferredIndexLoad.INDEX);
    session.log().statement(sql, List.of(index));
    try (PreparedStatement merge = connection.prepareStatement(sql)) {
      merge.setString(1, index);
      merge.executeQuery().close();
    }
  }
}
