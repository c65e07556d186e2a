package orgs.store.session;

import static orgs.store.model.StoreException.Kind.CONNECTION;
import static orgs.store.model.StoreException.Kind.UNKNOWN_OUTCOME;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import orgs.store.model.StoreException;

/**
 * Finds out the outcome of a transaction whose connection broke during COMMIT, by asking the server
 * over a new connection ({@code pg_xact_status}).
 *
 * <p><b>Threading:</b> the server is asked on a thread of its own, which is left behind when the
 * time is over: a server that accepts a connection may still not answer.
 */
final class LostCommit {

  /** How long a server that crashed is given to recover and answer. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The state of the error for an ID that was not assigned yet: it can't be committed. */
  private static final String IN_THE_FUTURE = "22023";

  /**
   * Asks for the status, and for how many seconds the server has run without a crash. One of its
   * processes may crash while the postmaster stays; the statistics begin anew then.
   */
  private static final String STATUS =
      "SELECT pg_xact_status(?::text::xid8), extract(epoch FROM now() - greatest("
          + "pg_postmaster_start_time(), (SELECT stats_reset FROM pg_stat_bgwriter)))::float8";

  private static final double NANOS = 1e9;

  private final ConnectionSource source;
  private final String transactionId;
  private final long connectedAt;
  private final Duration patience;
  private volatile boolean restarted;

  /**
   * @param connectedAt when the broken connection was opened, by {@link System#nanoTime}
   * @param patience for how long the server is asked
   */
  LostCommit(ConnectionSource source, String transactionId, long connectedAt, Duration patience) {
    this.source = source;
    this.patience = patience;
    this.transactionId = transactionId;
    this.connectedAt = connectedAt;
  }

  /**
   * Returns if the transaction was committed after all.
   *
   * @throws StoreException (CONNECTION) if it was rolled back, (UNKNOWN_OUTCOME) if that can't be
   *     found out
   */
  void resolve(SQLException loss) {
    String status = statusInTime();
    if ("committed".equals(status) && !restarted) {
      return;
    }
    if ("aborted".equals(status)) {
      throw new StoreException(
          CONNECTION, "lost the connection during COMMIT", "nothing was done; try again", loss);
    }
    // After a crash the server may assign its last IDs again.
    throw new StoreException(
        UNKNOWN_OUTCOME,
        restarted
            ? "lost the connection during COMMIT, and the server, which has restarted, can't tell"
                + " the outcome"
            : "lost the connection during COMMIT, and the server can't be asked for the outcome",
        "either everything was done or nothing: check before trying again",
        loss);
  }

  /** Returns the status, or null if the server doesn't answer in time. */
  private String statusInTime() {
    FutureTask<String> asking = new FutureTask<>(this::statusInTheEnd);
    Thread thread = new Thread(asking, "lost COMMIT");
    thread.setDaemon(true);
    thread.start();
    try {
      return asking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asking.cancel(true);
    } catch (ExecutionException e) {
      // The server could not be asked.
    } catch (InterruptedException e) {
      asking.cancel(true);
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private String statusInTheEnd() throws InterruptedException {
    String status = status();
    while (!"committed".equals(status) && !"aborted".equals(status)) {
      Thread.sleep(PAUSE.toMillis());
      status = status();
    }
    return status;
  }

  private String status() {
    try (Connection connection = source.connect();
        PreparedStatement query = connection.prepareStatement(STATUS)) {
      query.setString(1, transactionId);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        restarted = result.getDouble(2) < (System.nanoTime() - connectedAt) / NANOS;
        return result.getString(1);
      }
    } catch (SQLException e) {
      return IN_THE_FUTURE.equals(e.getSQLState()) ? "aborted" : null;
    } catch (RuntimeException e) {
      return null;
    }
  }
}
