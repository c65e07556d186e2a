package orgs.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import orgs.store.model.LoadContext;
import orgs.store.model.Organization;
import orgs.store.placement.Placement;
import orgs.store.session.ConnectionSource;
import orgs.store.session.Session;
import orgs.store.session.StatementLog;
import orgs.store.session.TransactionBody;
import orgs.store.session.Transactions;

/**
 * The organizations and members of one schema, over one connection.
 *
 * <p>A store is for one thread. Every operation is a transaction of its own unless it runs inside
 * {@link #transaction}.
 */
public final class Store implements AutoCloseable {

  private final Placement placement;
  private final Session session;
  private final Transactions transactions;
  private final Organizations organizations;
  private final Memberships memberships;

  /**
   * Opens a connection.
   *
   * @param schema the migrated schema, as its name stands in the catalogue (not quoted)
   * @throws SQLException when there is no connection to be had
   */
  public Store(ConnectionSource source, String schema, StatementLog log) throws SQLException {
    this(source, schema, log, () -> {});
  }

  public Store(ConnectionSource source, String schema, StatementLog log, Runnable jooqReady)
      throws SQLException {
    this.placement = Placement.open(source, schema, log, jooqReady);
    this.session = placement.session();
    this.transactions = session.transactions();
    this.organizations = new Organizations(placement);
    this.memberships = new Memberships(placement, organizations);
  }

  /** The organizations. */
  public Organizations organizations() {
    return organizations;
  }

  /** The members of all organizations. */
  public Memberships memberships() {
    return memberships;
  }

  /** The members of one organization. */
  public Members members(Organization organization) {
    return new Members(placement, organization);
  }

  /** The transactions on the connection: whether one is open, and what a signal does to it. */
  public Transactions transactions() {
    return transactions;
  }

  /**
   * Runs work in one transaction, which is committed if it returns and rolled back if it throws.
   * Joins an open transaction.
   *
   * @throws StoreException (UNKNOWN_OUTCOME) when the connection broke during COMMIT and the
   *     outcome can't be found out
   */
  public <T, E extends Exception> T transaction(TransactionBody<T, E> work) throws E {
    return transactions.write(work);
  }

  /** Runs work as {@link #transaction(TransactionBody)} does, with a COMMIT that may take long. */
  public <T, E extends Exception> T transaction(
      TransactionBody<T, E> work, LoadContext.Phases phases) throws E {
    return transactions.write(work, phases);
  }

  /** Adds an action that runs if the open transaction is undone, perhaps on another thread. */
  public void onUndo(Runnable action) {
    transactions.onUndo(action);
  }

  /** Runs work on the connection itself, in one transaction, which may take long to commit. */
  public <T> T transactionOn(Function<Connection, T> work) {
    return transactions.write(() -> work.apply(session.connection()), LoadContext.Phases::silently);
  }

  /**
   * Changes nothing, and fails where this change would fail whatever the rows are.
   *
   * @throws StoreException as the change would
   */
  public void rehearse(ChangeKind change) {
    Rehearsal.of(session, change.steps);
  }

  /**
   * Drops the schema with all organizations and members, in one transaction.
   *
   * @param before runs first, and may refuse
   * @param after runs after the DROP, in the same transaction
   * @throws StoreException (FAILED) when another session uses the schema, (UNKNOWN_OUTCOME) as
   *     {@link #transaction}
   */
  public <T> T dropSchema(Consumer<Connection> before, Function<Connection, T> after) {
    return new SchemaDrop(session).run(before, after);
  }

  /**
   * Cancels the statement that runs, if one does; the store stays usable. For another thread; takes
   * a few seconds at most.
   */
  public void stopStatement() {
    session.stopStatement();
  }

  /**
   * Closes the connection at once: a statement that waits for its answer fails as with a lost
   * connection. For another thread.
   */
  public void abandon() {
    session.abandon();
  }

  /** Whether the server still answers. Takes a few seconds at most. */
  public boolean isAlive() {
    return session.isAlive();
  }

  /** Closes the connection; an open transaction is rolled back. */
  @Override
  public void close() {
    session.close();
  }
}
