package orgs.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Merges the trigrams that a long load leaves waiting in a list, over a connection of its own, so
 * that the server works on the rows and on their search index at the same time.
 *
 * <p>The merge is in no transaction: what is merged for rows that are undone goes with them when
 * the table is vacuumed. It is only help. Where it fails, the load's own session does all of it.
 */
final class PendingListCleaner implements AutoCloseable {

  /** Short loads are over before a second connection would be worth it; longer lists pay better. */
  private static final long PAUSE_MILLIS = 500;

  /** Only the owner may. */
  private static final String MERGE =
      "SELECT gin_clean_pending_list(oid) FROM pg_class"
          + " WHERE oid = to_regclass(?) AND pg_has_role(relowner, 'USAGE')";

  /**
   * The load waits for the running merge at its end: that mustn't wait for somebody's lock. The
   * setting is this statement's alone, for the connection may be a pooler's.
   */
  private static final String MERGE_BESIDE =
      MERGE + " AND set_config('lock_timeout', '1s', true) IS NOT NULL";

  private final Session session;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "pending list cleaner");

  private PendingListCleaner(Session session) {
    this.session = session;
  }

  /** Merges while rows are loaded, until it is closed. */
  static PendingListCleaner begin(Session session) {
    PendingListCleaner cleaner = new PendingListCleaner(session);
    cleaner.thread.setDaemon(true);
    cleaner.thread.start();
    return cleaner;
  }

  /** Merges what is waiting, over the session's own connection. */
  static void mergeIn(Session session) {
    try {
      merge(session, session.connection(), MERGE);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /**
   * Begins no other merge, and doesn't wait for the running one: after a failure nobody needs it.
   */
  @Override
  public void close() {
    ended.countDown();
  }

  /** Ends, after the merge that is running. */
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
      // The load goes on without.
      return;
    }
  }

  /** Waits a little for it. */
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
