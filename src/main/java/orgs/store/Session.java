package orgs.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jooq.ConnectionProvider;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record3;
import org.jooq.RecordMapper;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderTable;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.SQLDataType;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import orgs.schema.Orgs;

/** One connection with its transactions: where jOOQ's statements and our own meet the server. */
final class Session implements AutoCloseable {

  /** Rows of a stream's longest round trips: a few hundred KiB at the most. */
  private static final int FETCH_SIZE = 1_024;

  /** Longer than this nobody waits to hear that the server is still there. */
  private static final int LONGEST_ANSWER_SECONDS = 5;

  private final ConnectionSource source;
  private final String schema;
  private final StatementLog log;
  private final Undoing undoing = new Undoing();
  private final DSLContext sql;
  private volatile Connection connection;
  private long connectedAt;
  private boolean inTransaction;

  /** Whether a change that was to be a part of the open transaction has failed. */
  private boolean partFailed;

  private final boolean distributed;

  /** The running transaction's number, when a statement has brought it. */
  private String transactionNumber;

  /**
   * Opens a connection.
   *
   * @param jooqReady returns when jOOQ may be used
   */
  Session(ConnectionSource source, String schema, StatementLog log, Runnable jooqReady)
      throws SQLException {
    this.source = source;
    this.schema = schema;
    this.log = log;
    ConnectionSource.Opened opened = source.open();
    this.connection = opened.connection();
    this.connectedAt = System.nanoTime();
    this.distributed = opened.distributed();
    jooqReady.run();
    this.sql =
        DSL.using(
            new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(new CurrentConnection())
                .set(new StatementListener(log))
                .set(
                    new Settings()
                        .withExecuteLogging(false)
                        .withFetchWarnings(false)
                        .withRenderKeywordCase(RenderKeywordCase.UPPER)
                        .withRenderTable(RenderTable.WHEN_MULTIPLE_TABLES)
                        .withRenderMapping(
                            new RenderMapping()
                                .withSchemata(
                                    new MappedSchema()
                                        .withInput(Orgs.ORGS.getName())
                                        .withOutput(schema)))));
  }

  DSLContext sql() {
    return sql;
  }

  /** Whether members are distributed over a cluster, where some statements have to be others. */
  boolean isDistributed() {
    return distributed;
  }

  /** The schema's name, as it stands in the catalogue. */
  String schema() {
    return schema;
  }

  /** A table's name as SQL text, for the places that jOOQ's render mapping doesn't reach. */
  String qualified(Table<?> table) {
    return qualified(table.getName());
  }

  /** The name of something in the schema as SQL text. */
  String qualified(String name) {
    return sql.render(DSL.name(schema, name));
  }

  /** A name as SQL text. */
  String quoted(String name) {
    return sql.render(DSL.name(name));
  }

  /** Runs a statement that has neither bind values nor a result. */
  void run(String statement) {
    sql.execute(statement);
  }

  Savepoint savepoint() {
    log.statement("SAVEPOINT", List.of());
    try {
      return connection.setSavepoint();
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  void release(Savepoint savepoint) {
    log.statement("RELEASE SAVEPOINT", List.of());
    try {
      connection.releaseSavepoint(savepoint);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  void rollbackTo(Savepoint savepoint) {
    log.statement("ROLLBACK TO SAVEPOINT", List.of());
    try {
      connection.rollback(savepoint);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /** Opens another connection, which then belongs to the caller. */
  Connection connectBeside() throws SQLException {
    return source.connect();
  }

  /**
   * Asks the server to stop what it does for this session. For another thread.
   *
   * @return what that means for what is being written
   */
  Interruption cancel() {
    Interruption interruption = undoing.interrupt();
    stopStatement();
    return interruption;
  }

  /** The same, and another statement may follow. */
  void stopStatement() {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      // The server notices that this process is gone when it next sends a row.
      return;
    }
  }

  /** Closes the socket without a word. For another thread. */
  void abandon() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is gone already.
      return;
    }
  }

  /** Whether a COMMIT is under way. For another thread. */
  boolean isCommitting() {
    return undoing.isCommitting();
  }

  /** Whether any transaction has been committed. For another thread. */
  boolean hasCommitted() {
    return undoing.hasCommitted();
  }

  boolean isInTransaction() {
    return inTransaction;
  }

  /** Whether the open transaction can only be undone. */
  boolean isTransactionFailed() {
    try {
      return inTransaction
          && (partFailed
              || connection.unwrap(BaseConnection.class).getTransactionState()
                  == TransactionState.FAILED);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /** Whether the server answers. */
  boolean isAlive() {
    try {
      return connection.isValid(LONGEST_ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Other work begins. */
  void resume() {
    if (!inTransaction) {
      undoing.resume();
    }
  }

  /** The connection of the running transaction. */
  Connection connection() {
    return connection;
  }

  StatementLog log() {
    return log;
  }

  /**
   * What a statement returns besides its rows, so that nobody has to ask for it before the COMMIT:
   * the transaction's number. For statements that write a few rows; each row brings it. Null on a
   * cluster, which doesn't let a node say such a thing.
   */
  Field<String> transactionNumber() {
    return distributed
        ? DSL.inline((String) null, SQLDataType.VARCHAR)
        : DSL.function("pg_current_xact_id", String.class);
  }

  /** Maps rows of two columns and the {@link #transactionNumber()}, which is kept. */
  <A, B, T> RecordMapper<Record3<A, B, String>, T> numbered(BiFunction<A, B, T> mapper) {
    return row -> {
      isNumbered(row.value3());
      return mapper.apply(row.value1(), row.value2());
    };
  }

  /** Keeps the {@link #transactionNumber()} that a statement returned. */
  void isNumbered(String number) {
    transactionNumber = number;
  }

  /** A transaction that writes: what becomes of its COMMIT matters. Inside of one, a part of it. */
  <T, E extends Exception> T transaction(TransactionBody<T, E> work) throws E {
    return transaction(work, false, LoadContext.Phases::silently);
  }

  /**
   * The same, of many statements, each of which has to see what others did before it; its COMMIT
   * may take long.
   */
  <T, E extends Exception> T transaction(TransactionBody<T, E> work, LoadContext.Phases phases)
      throws E {
    return transaction(work, true, phases);
  }

  private <T, E extends Exception> T transaction(
      TransactionBody<T, E> work, boolean many, LoadContext.Phases phases) throws E {
    if (inTransaction) {
      return part(work);
    }
    undoing.begin();
    boolean kept = false;
    try {
      begin();
      T result;
      try {
        if (many) {
          // Whatever the default of the server, the database or the role.
          run("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
        if (distributed) {
          // Else a statement for all shards would rule out a later one for organizations.
          run("SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
        }
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
        undoing.undo();
      }
      undoing.end();
    }
  }

  /**
   * Completes the backup of what the open transaction deletes, which goes with it if that is
   * undone.
   */
  void complete(Backup backup) {
    onUndo(backup::withdraw);
    backup.complete();
  }

  /** Something to do if the open transaction is undone; outside of one nothing ever is. */
  void onUndo(Runnable action) {
    if (inTransaction) {
      undoing.onUndo(action);
    }
  }

  private <T, E extends Exception> T part(TransactionBody<T, E> work) throws E {
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
   * Several queries that see the same data of one server, or of one node, in a transaction of their
   * own.
   *
   * @throws IllegalStateException inside of another one
   */
  void snapshot(Runnable queries) {
    inTransactionOfItsOwn(
        () -> {
          run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          queries.run();
        });
  }

  /**
   * The same, of all nodes of a cluster.
   *
   * @throws IllegalStateException inside of another one
   */
  void moment(Runnable queries) {
    if (!distributed) {
      snapshot(queries);
      return;
    }
    inTransactionOfItsOwn(
        () -> {
          ClusterMoment.take(this);
          queries.run();
        });
  }

  private void inTransactionOfItsOwn(Runnable queries) {
    if (inTransaction) {
      throw new IllegalStateException("a snapshot begins with its transaction");
    }
    begin();
    try {
      queries.run();
    } catch (Throwable e) {
      rollback(e);
      throw e;
    }
    end("COMMIT", Connection::commit);
  }

  /**
   * Streams the rows of a query through a cursor. Outside a transaction the stream is one of its
   * own, until it is closed. A row doesn't wait for many others: the first comes alone, then come
   * some and so on, so that the rare matches of a slow filter show early.
   */
  <R extends Record, T> Stream<T> stream(ResultQuery<R> query, RecordMapper<R, T> mapper) {
    return stream(query, 1, mapper);
  }

  /** The same for rows that don't wait for each other: they come at once. */
  <R extends Record, T> Stream<T> streamAtOnce(ResultQuery<R> query, RecordMapper<R, T> mapper) {
    return stream(query, FETCH_SIZE, mapper);
  }

  private <R extends Record, T> Stream<T> stream(
      ResultQuery<R> query, int first, RecordMapper<R, T> mapper) {
    boolean own = !inTransaction;
    if (own) {
      // pgjdbc reads a result through a cursor only inside a transaction.
      begin();
    }
    try {
      Cursor<R> cursor = query.fetchSize(first).fetchLazy();
      GrowingFetch fetch = new GrowingFetch(cursor.resultSet(), first);
      return cursor.stream()
          .peek(row -> fetch.received())
          .map(mapper::map)
          .onClose(
              () -> {
                cursor.close();
                if (own) {
                  end("COMMIT", Connection::commit);
                }
              });
    } catch (Throwable e) {
      if (own) {
        rollback(e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server ends the session when the socket goes; there is nothing left to do or lose.
      inTransaction = false;
    }
  }

  /** The driver sends BEGIN along with the first statement. */
  private void begin() {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
    log.statement("BEGIN", List.of());
    inTransaction = true;
    partFailed = false;
    transactionNumber = null;
    if (distributed) {
      passSearchPathOn();
    }
  }

  /** The nodes would look names up by search paths of their own. */
  private void passSearchPathOn() {
    try {
      run(
          "SET LOCAL citus.propagate_set_commands = 'local';"
              + " SET LOCAL search_path = pg_catalog, pg_temp");
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private void commit() {
    String number = transactionNumber;
    try {
      number = number == null ? askForTransactionNumber() : number;
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
    if (!undoing.mayCommit()) {
      StoreException interrupted =
          new StoreException(StoreException.Kind.FAILED, "interrupted", "nothing was done");
      rollback(interrupted);
      throw interrupted;
    }
    try {
      end("COMMIT", Connection::commit);
      requireAllNodes();
    } catch (StoreException e) {
      if (distributed && e.getMessage().startsWith("could not commit transaction")) {
        throw nodeLost(e.getMessage());
      }
      if (e.kind() != StoreException.Kind.CONNECTION || number == null) {
        throw e;
      }
      new LostCommit(source, number, connectedAt, LostCommit.PATIENCE)
          .resolve((SQLException) e.getCause());
      reopen();
    }
    if (number != null) {
      undoing.committed();
    }
  }

  /**
   * What one node of a cluster wrote is committed there alone, without being prepared: if the node
   * is lost meanwhile, the one that coordinates only warns, or fails and doesn't know either.
   */
  private void requireAllNodes() {
    if (!distributed) {
      return;
    }
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

  private static StoreException nodeLost(String told) {
    return new StoreException(
        StoreException.Kind.UNKNOWN_OUTCOME,
        "a node of the cluster was lost during COMMIT: " + told,
        "either everything was done or nothing: check before trying again");
  }

  /**
   * The running transaction's, or null while it has written nothing. Not with jOOQ, which loads its
   * parser for a text of SQL: some milliseconds of every short command.
   */
  private String askForTransactionNumber() {
    // The node that coordinates writes nothing itself before its COMMIT.
    String query =
        distributed
            ? "SELECT pg_current_xact_id()::text, " + ClusterLocks.commit(this)
            : "SELECT pg_current_xact_id_if_assigned()::text";
    log.statement(query, List.of());
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private void rollback(Throwable reason) {
    try {
      end("ROLLBACK", Connection::rollback);
    } catch (RuntimeException e) {
      // A connection that can't even roll back is gone, and the transaction with it.
      reason.addSuppressed(e);
    }
  }

  private void end(String statement, ConnectionAction action) {
    inTransaction = false;
    log.statement(statement, List.of());
    try {
      action.on(connection);
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      endFailed(e);
      throw SqlErrors.translate(e);
    } catch (RuntimeException e) {
      if (!DriverFailure.is(e)) {
        throw e;
      }
      abandon();
      throw SqlErrors.translate(SqlErrors.loss(e));
    }
  }

  /** The connection of a failed COMMIT may live on, and must not begin a transaction by itself. */
  private void endFailed(SQLException reason) {
    try {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private void reopen() {
    try {
      connection = source.connect();
      connectedAt = System.nanoTime();
    } catch (SQLException | RuntimeException e) {
      // What was committed is a success all the same; the next statement will fail.
    }
  }

  /**
   * Asks for as many rows in a round trip as came in a tenth of a second before, up to {@value
   * #FETCH_SIZE}, and for {@value #FACTOR} times as many at the least: a distant server's rows are
   * no slower, only later.
   */
  private static final class GrowingFetch {

    private static final int FACTOR = 4;

    private static final long PACE_NANOS = 100_000_000;

    private final ResultSet rows;
    private int size;
    private int left;
    private long asked = System.nanoTime();

    GrowingFetch(ResultSet rows, int first) {
      this.rows = rows;
      this.size = first;
      this.left = first;
    }

    void received() {
      if (--left > 0) {
        return;
      }
      long now = System.nanoTime();
      long inTime = size * PACE_NANOS / Math.max(1, now - asked);
      size = (int) Math.min(Math.max(size * FACTOR, inTime), FETCH_SIZE);
      left = size;
      asked = now;
      try {
        rows.setFetchSize(size);
      } catch (SQLException e) {
        throw SqlErrors.translate(e);
      }
    }
  }

  private interface ConnectionAction {
    void on(Connection connection) throws SQLException;
  }

  /** The session's connection, also after it was opened anew. */
  private final class CurrentConnection implements ConnectionProvider {
    @Override
    public Connection acquire() {
      return connection;
    }

    @Override
    public void release(Connection released) {
      // It stays the session's.
    }
  }
}
