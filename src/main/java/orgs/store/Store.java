package orgs.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The organizations and members of one schema, over one connection.
 *
 * <p>A store is for one thread. Every operation is a transaction of its own unless it runs inside
 * {@link #transaction}.
 */
public final class Store implements Interruptible, AutoCloseable {

  private final Session session;
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
    this.session = new Session(source, schema, log, jooqReady);
    this.organizations = new Organizations(session);
    this.memberships = new Memberships(session, organizations);
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
    return new Members(session, organization);
  }

  /**
   * Does the work in one transaction: all of it is committed when it returns, nothing when it
   * throws. Inside another transaction it joins that one.
   *
   * @throws StoreException (UNKNOWN_OUTCOME) when the connection broke during COMMIT and the server
   *     can't be asked what became of it
   */
  public <T, E extends Exception> T transaction(TransactionBody<T, E> work) throws E {
    return session.transaction(work);
  }

  /** The same, when its COMMIT may take long: it is a step. */
  public <T, E extends Exception> T transaction(
      TransactionBody<T, E> work, LoadContext.Phases phases) throws E {
    return session.transaction(work, phases);
  }

  /** Completes a backup; inside of a transaction that is undone it is withdrawn again. */
  public void complete(Backup backup) {
    session.complete(backup);
  }

  /**
   * Something to do if the open transaction is undone, for whatever reason, perhaps on another
   * thread.
   */
  public void onUndo(Runnable action) {
    session.onUndo(action);
  }

  /** Does work on the connection itself, in one transaction, which may take long to commit. */
  public <T> T transactionOn(Function<Connection, T> work) {
    return session.transaction(
        () -> work.apply(session.connection()), LoadContext.Phases::silently);
  }

  /**
   * Changes nothing, and is refused where this change would be refused whatever the rows are.
   *
   * @throws StoreException as the change
   */
  public void rehearse(ChangeKind change) {
    Rehearsal.of(session, change.steps);
  }

  /**
   * Drops the schema with all organizations and members, in one transaction.
   *
   * @param before is done first, and may refuse
   * @param after is done with the schema gone, in the same transaction
   * @throws StoreException (FAILED) when somebody uses it, (UNKNOWN_OUTCOME) as {@link
   *     #transaction}
   */
  public <T> T dropSchema(Consumer<Connection> before, Function<Connection, T> after) {
    return new SchemaDrop(session).run(before, after);
  }

  /**
   * Asks the server to stop the statement that runs, if one does, and nothing more: the next one is
   * welcome. For another thread; takes a few seconds at the most.
   */
  public void stopStatement() {
    session.stopStatement();
  }

  /**
   * Gives the connection up: whoever waits for an answer is told that it is lost. For another
   * thread.
   */
  public void abandon() {
    session.abandon();
  }

  /** Whether a transaction is open, whose end isn't known yet. */
  public boolean isInTransaction() {
    return session.isInTransaction();
  }

  /**
   * Whether nothing but its undoing is left for the open transaction: the server has met an error
   * in it, or a change in it has failed, a part of which may have been made.
   */
  public boolean isTransactionFailed() {
    return session.isTransactionFailed();
  }

  /** Asks the server whether it is still there for this. Takes a few seconds at the most. */
  public boolean isAlive() {
    return session.isAlive();
  }

  @Override
  public void resume() {
    session.resume();
  }

  @Override
  public Interruption cancel() {
    return session.cancel();
  }

  @Override
  public boolean isCommitting() {
    return session.isCommitting();
  }

  @Override
  public boolean hasCommitted() {
    return session.hasCommitted();
  }

  /** Closes the connection; an open transaction is rolled back. */
  @Override
  public void close() {
    session.close();
  }
}
