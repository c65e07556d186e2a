package orgs.store.session;

import org.jooq.Field;
import org.jooq.impl.DSL;
import orgs.store.model.StoreException;

/**
 * The statements that a transaction needs besides BEGIN and COMMIT. This class has those of one
 * server; where the data is on several, a subclass has others.
 */
public class TransactionProtocol {

  /** Is called after BEGIN. */
  protected void begin(Session session) {}

  /** Is called before the first statement of a transaction that writes. */
  protected void beginWriting(Session session) {}

  /** A column of RETURNING that has the transaction's ID, or null where a row can't have it. */
  protected Field<String> idColumn() {
    return DSL.function("pg_current_xact_id", String.class);
  }

  /** A query for the transaction's ID, which is null while it has written nothing. */
  protected String idQuery(Session session) {
    return "SELECT pg_current_xact_id_if_assigned()::text";
  }

  /**
   * Is called after COMMIT.
   *
   * @throws StoreException (UNKNOWN_OUTCOME) when it may not have taken effect everywhere
   */
  protected void verifyCommit(Session session) {}

  /** What the failure of a COMMIT means. */
  protected StoreException explain(StoreException failure) {
    return failure;
  }
}
