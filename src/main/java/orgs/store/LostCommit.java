package orgs.store;

import static orgs.store.StoreException.Kind.CONNECTION;
import static orgs.store.StoreException.Kind.UNKNOWN_OUTCOME;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Finds out what became of a transaction whose connection broke during COMMIT, by asking the server
 * over a new connection ({@code pg_xact_status}).
 */
final class LostCommit {

  /** How long a server that crashed is given to recover. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ConnectionSource source;
  private final String transactionId;

  LostCommit(ConnectionSource source, String transactionId) {
    this.source = source;
    this.transactionId = transactionId;
  }

  /**
   * Returns when the transaction was committed after all.
   *
   * @throws StoreException (CONNECTION) when it was undone, (UNKNOWN_OUTCOME) when nobody can tell
   */
  void resolve(SQLException loss) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String status;
    do {
      status = status();
    } while (!"committed".equals(status)
        && !"aborted".equals(status)
        && System.nanoTime() < deadline
        && pause());
    if ("committed".equals(status)) {
      return;
    }
    if ("aborted".equals(status)) {
      throw new StoreException(
          CONNECTION, "lost the connection during COMMIT", "nothing was done; try again", loss);
    }
    throw new StoreException(
        UNKNOWN_OUTCOME,
        "lost the connection during COMMIT, and the server can't be asked for the outcome",
        "either everything was done or nothing: check before trying again",
        loss);
  }

  private String status() {
    try (Connection connection = source.connect();
        PreparedStatement query =
            connection.prepareStatement("SELECT pg_xact_status(?::text::xid8)")) {
      query.setString(1, transactionId);
      try (ResultSet result = query.executeQuery()) {
        return result.next() ? result.getString(1) : null;
      }
    } catch (SQLException | RuntimeException e) {
      return null;
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
