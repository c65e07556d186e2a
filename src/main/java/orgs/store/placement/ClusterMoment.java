package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import orgs.store.model.StoreException;
import orgs.store.session.Session;

/**
 * Makes a transaction see the same moment on all nodes of a cluster. Each node has snapshots of its
 * own, and a COMMIT reaches one node after the other, so no COMMIT of this program may be on its
 * way while the nodes take theirs. That lasts some milliseconds; what is read afterwards blocks no
 * other transaction.
 *
 * <p>A lock of the transaction would come too late: the statement that waits for it already has the
 * snapshot of the transaction. So the session's lock is taken in a transaction before, which is
 * chained to the next one, because a pooler must not give the connection away in between.
 */
final class ClusterMoment {

  /** The default: what waits here keeps other transactions from their COMMIT. */
  private static final String LOCK_TIMEOUT = "10s";

  /** How long other programs are given to bring a COMMIT to all nodes. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Counts transactions that are committed here and not yet on a node that prepared them. */
  private static final String INCOMPLETE =
      "SELECT count(*) FROM run_command_on_all_nodes('SELECT coalesce(array_agg(gid), ''{}'')"
          + " FROM pg_prepared_xacts WHERE database = current_database()') AS node"
          + " JOIN pg_dist_transaction ON gid = ANY (result::text[]) WHERE success";

  private ClusterMoment() {}

  /** Makes a new transaction see this moment from now on. */
  static void take(Session session) {
    session.run(
        "SELECT set_config('lock_timeout', '%s', true) WHERE current_setting('lock_timeout') = '0'"
            .formatted(LOCK_TIMEOUT));
    try {
      ClusterLocks.stopCommits(session);
      requireComplete(session);
      session.run("COMMIT AND CHAIN");
      session.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      // A second connection to a node would have another snapshot.
      session.run("SET LOCAL citus.max_adaptive_executor_pool_size = 1");
      session.run("SELECT 1 FROM " + session.qualified(MEMBERS) + " LIMIT 1");
      session.run("SELECT 1 FROM " + session.qualified(ORGANIZATIONS) + " LIMIT 1");
    } catch (RuntimeException e) {
      letCommitAfter(session, e);
      throw e;
    }
    ClusterLocks.letCommit(session);
  }

  private static void letCommitAfter(Session session, RuntimeException reason) {
    try {
      session.run("ROLLBACK AND CHAIN");
      ClusterLocks.letCommit(session);
    } catch (RuntimeException e) {
      // The lock is gone with the connection.
      reason.addSuppressed(e);
    }
  }

  /** Waits for transactions that a node has yet to commit, which Citus sees to after a loss. */
  private static void requireComplete(Session session) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (session.sql().resultQuery(INCOMPLETE).fetchSingle(0, Long.class) > 0) {
      if (System.nanoTime() > end) {
        throw new StoreException(
            StoreException.Kind.FAILED,
            "a transaction is committed, but not yet on all nodes of the cluster",
            "nothing was done; the cluster completes it within a minute: try again");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
