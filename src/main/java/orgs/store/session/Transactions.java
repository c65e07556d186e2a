package orgs.store.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiFunction;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.RecordMapper;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import orgs.store.model.LoadContext;
import orgs.store.model.StoreException;

/**
 * The transactions of a session, one after the other: from BEGIN to a COMMIT whose outcome is
 * known.
 *
 * <p><b>Threading:</b> a transaction is for the session's thread. {@link #cancel}, {@link
 * #isCommitting} and {@link #hasCommitted} are for other threads.
 */
public final class Transactions implements Cancellable {

  private final Session session;
  private final TransactionProtocol protocol;
  private final CommitGate gate = new CommitGate();
  private boolean open;

  /** Whether an operation that joined the open transaction has failed. */
  private boolean partFailed;

  /** The open transaction's ID, once a statement has returned it. */
  private String id;

  Transactions(Session session, TransactionProtocol protocol) {
    this.session = session;
    this.protocol = protocol;
  }

  public boolean isOpen() {
    return open;
  }

  /**
   * Whether the open transaction can only be rolled back: the server has met an error in it, or an
   * operation that joined it has failed, a part of which may have been done.
   */
  public boolean isFailed() {
    try {
      return open
          && (partFailed
              || session.connection().unwrap(BaseConnection.class).getTransactionState()
                  == TransactionState.FAILED);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /**
   * Runs work in a writing transaction; if the connection breaks during COMMIT, finds out the
   * outcome. Joins an open transaction.
   */
  public <T, E extends Exception> T write(TransactionBody<T, E> work) throws E {
    return write(work, false, LoadContext.Phases::silently);
  }

  /**
   * Runs work of many statements, each of which sees what others did before it, in a writing
   * transaction whose COMMIT may take long. Joins an open transaction.
   */
  public <T, E extends Exception> T write(TransactionBody<T, E> work, LoadContext.Phases phases)
      throws E {
    return write(work, true, phases);
  }

  private <T, E extends Exception> T write(
      TransactionBody<T, E> work, boolean many, LoadContext.Phases phases) throws E {
    if (open) {
      return join(work);
    }
    gate.begin();
    boolean kept = false;
    try {
      begin();
      T result;
      try {
        if (many) {
          // Whatever the default of the server, the database or the role.
          session.run("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        protocol.beginWriting(session);
        result = work.run();
      } catch (Throwable e) {
        rollback(e);
        throw e;
      }
      phases.run("committing", this::commit);
      kept = true;
      return result;
    } catch (StoreException e) {
      kept = e.kind() == StoreException.Kind.UNKNOWN_OUTCOME;
      throw e;
    } finally {
      if (!kept) {
        gate.undo();
      }
      gate.end();
    }
  }

  private <T, E extends Exception> T join(TransactionBody<T, E> work) throws E {
    boolean done = false;
    try {
      T result = work.run();
      done = true;
      return result;
    } finally {
      partFailed |= !done;
    }
  }

  /**
   * Runs queries that see the same snapshot of one server, in a transaction of their own.
   *
   * @throws IllegalStateException in an open transaction
   */
  public void snapshot(Runnable queries) {
    read(
        () -> {
          session.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          queries.run();
        });
  }

  /**
   * Runs queries in a transaction of their own.
   *
   * @throws IllegalStateException in an open transaction
   */
  public void read(Runnable queries) {
    if (open) {
      throw new IllegalStateException("a snapshot begins with its transaction");
    }
    begin();
    try {
      queries.run();
    } catch (Throwable e) {
      rollback(e);
      throw e;
    }
    end(true);
  }

  /** Begins a transaction; the driver sends BEGIN along with its first statement. */
  void begin() {
    try {
      session.connection().setAutoCommit(false);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
    session.log().statement("BEGIN", List.of());
    open = true;
    partFailed = false;
    id = null;
    try {
      protocol.begin(session);
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  /** Ends a transaction that has only read. */
  void end() {
    end(true);
  }

  /** Rolls back because of a failure, which also gets what goes wrong here. */
  void rollback(Throwable reason) {
    try {
      end(false);
    } catch (RuntimeException e) {
      // A connection that can't even roll back is gone, and the transaction with it.
      reason.addSuppressed(e);
    }
  }

  private void commit() {
    String known = id;
    try {
      known = known == null ? askForId() : known;
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
    if (!gate.mayCommit()) {
      StoreException interrupted =
          new StoreException(StoreException.Kind.FAILED, "interrupted", "nothing was done");
      rollback(interrupted);
      throw interrupted;
    }
    try {
      end(true);
      protocol.verifyCommit(session);
    } catch (StoreException e) {
      StoreException failure = protocol.explain(e);
      if (failure.kind() != StoreException.Kind.CONNECTION || known == null) {
        throw failure;
      }
      session.recover(known, (SQLException) failure.getCause());
    }
    if (known != null) {
      gate.committed();
    }
  }

  /**
   * Asks for the transaction's ID. Not with jOOQ, which loads its parser for a text of SQL: some
   * milliseconds of every short command.
   */
  private String askForId() {
    String query = protocol.idQuery(session);
    session.log().statement(query, List.of());
    try (Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private void end(boolean commit) {
    open = false;
    session.log().statement(commit ? "COMMIT" : "ROLLBACK", List.of());
    Connection connection = session.connection();
    try {
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      restoreAutoCommit(connection, e);
      throw SqlErrors.translate(e);
    } catch (RuntimeException e) {
      if (!DriverFailure.is(e)) {
        throw e;
      }
      session.abandon();
      throw SqlErrors.translate(SqlErrors.loss(e));
    }
  }

  /**
   * Turns autocommit on again after a failed COMMIT: the connection may still work, and its next
   * statement must not begin a transaction.
   */
  private static void restoreAutoCommit(Connection connection, SQLException reason) {
    try {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * A column that brings the transaction's ID with each row that a statement returns, so that it
   * need not be asked for before COMMIT. For statements that return a few rows.
   */
  public Field<String> idColumn() {
    return protocol.idColumn();
  }

  /** Maps rows of two columns and the {@link #idColumn}, which is recorded. */
  public <A, B, T> RecordMapper<Record3<A, B, String>, T> recordingId(BiFunction<A, B, T> mapper) {
    return row -> {
      recordId(row.value3());
      return mapper.apply(row.value1(), row.value2());
    };
  }

  /** Records the value of the {@link #idColumn}. */
  public void recordId(String returned) {
    id = returned;
  }

  /** Adds an action that runs if the open transaction is undone, perhaps on another thread. */
  public void onUndo(Runnable action) {
    if (open) {
      gate.onUndo(action);
    }
  }

  @Override
  public SignalOutcome cancel() {
    SignalOutcome interruption = gate.interrupt();
    session.stopStatement();
    return interruption;
  }

  @Override
  public void resume() {
    if (!open) {
      gate.resume();
    }
  }

  @Override
  public boolean isCommitting() {
    return gate.isCommitting();
  }

  @Override
  public boolean hasCommitted() {
    return gate.hasCommitted();
  }
}
