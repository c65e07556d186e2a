package orgs.store;

import java.sql.SQLException;

/** Where the rows are, and the statements that depend on it. */
sealed interface Placement permits OneServer, CitusCluster {

  /** Opens a connection and finds out where the rows are. */
  static Placement open(
      ConnectionSource source, String schema, StatementLog log, Runnable jooqReady)
      throws SQLException {
    ConnectionSource.Opened opened = source.open();
    boolean distributed = opened.distributed();
    Session session =
        new Session(
            opened.connection(),
            source,
            schema,
            log,
            distributed ? new CitusTransactions() : new TransactionProtocol(),
            jooqReady);
    return distributed ? new CitusCluster(session) : new OneServer(session);
  }

  /** The session that the statements are sent over. */
  Session session();

  /**
   * Runs queries that see the same data, on all nodes, in a transaction of their own.
   *
   * @throws IllegalStateException in an open transaction
   */
  void readAtOneMoment(Runnable queries);
}
