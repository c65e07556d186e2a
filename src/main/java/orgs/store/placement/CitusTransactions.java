package orgs.store.placement;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import orgs.store.model.StoreException;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;
import orgs.store.session.TransactionProtocol;

/** The statements that a transaction needs on the coordinator of a Citus cluster. */
final class CitusTransactions extends TransactionProtocol {

  /** The nodes would look names up by search paths of their own. */
  @Override
  protected void begin(Session session) {
    session.run(
        "SET LOCAL citus.propagate_set_commands = 'local';"
            + " SET LOCAL search_path = pg_catalog, pg_temp");
  }

  /** Otherwise a statement for all shards would rule out a later one for organizations. */
  @Override
  protected void beginWriting(Session session) {
    session.run("SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
  }

  /** A node refuses to return the coordinator's transaction ID. */
  @Override
  protected Field<String> idColumn() {
    return DSL.inline((String) null, SQLDataType.VARCHAR);
  }

  /** The coordinator itself writes nothing before its COMMIT, so this assigns the ID. */
  @Override
  protected String idQuery(Session session) {
    return "SELECT pg_current_xact_id()::text, " + ClusterLocks.commit(session);
  }

  /**
   * Citus commits without PREPARE what only one node wrote. If that node is lost meanwhile, the
   * coordinator only warns, or fails without knowing the outcome.
   */
  @Override
  protected void verifyCommit(Session session) {
    Connection connection = session.connection();
    try {
      for (SQLWarning w = connection.getWarnings(); w != null; w = w.getNextWarning()) {
        if (w.getMessage().startsWith("failed to commit transaction")) {
          throw nodeLost(w.getMessage());
        }
      }
      connection.clearWarnings();
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  @Override
  protected StoreException explain(StoreException failure) {
    return failure.getMessage().startsWith("could not commit transaction")
        ? nodeLost(failure.getMessage())
        : failure;
  }

  private static StoreException nodeLost(String message) {
    return new StoreException(
        StoreException.Kind.UNKNOWN_OUTCOME,
        "a node of the cluster was lost during COMMIT: " + message,
        "either everything was done or nothing: check before trying again");
  }
}
