package orgs.store.session;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.Condition;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.TableLike;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderTable;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.postgresql.PGConnection;
import orgs.schema.Orgs;

/**
 * One connection: jOOQ's statements over it, the names of the schema as SQL text, and the {@link
 * Transactions} on it.
 *
 * <p><b>Ownership:</b> the session owns its connection, closes it, and opens another one when this
 * one broke during a COMMIT that took effect.
 *
 * <p><b>Threading:</b> a session is for one thread. {@link #stopStatement} and {@link #abandon} are
 * for other threads.
 */
public final class Session implements AutoCloseable {

  /** How long {@link #isAlive} waits for an answer. */
  private static final int LONGEST_ANSWER_SECONDS = 5;

  private final ConnectionSource source;
  private final String schema;
  private final StatementLog log;
  private final DSLContext sql;
  private final Transactions transactions;
  private volatile Connection connection;
  private long connectedAt = System.nanoTime();

  /**
   * Takes a connection over.
   *
   * @param source opens further connections
   * @param schema the schema's name, not quoted
   * @param jooqReady returns when jOOQ may be used
   */
  public Session(
      Connection connection,
      ConnectionSource source,
      String schema,
      StatementLog log,
      TransactionProtocol protocol,
      Runnable jooqReady) {
    this.connection = connection;
    this.source = source;
    this.schema = schema;
    this.log = log;
    this.transactions = new Transactions(this, protocol);
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

  /** Builds and runs jOOQ's statements over the current connection. */
  public DSLContext sql() {
    return sql;
  }

  public Transactions transactions() {
    return transactions;
  }

  /** The connection at this moment: another one after a COMMIT whose connection broke. */
  public Connection connection() {
    return connection;
  }

  public StatementLog log() {
    return log;
  }

  /** The schema's name, not quoted. */
  public String schema() {
    return schema;
  }

  /** A table's name as SQL text, for statements that jOOQ's render mapping doesn't reach. */
  public String qualified(Table<?> table) {
    return qualified(table.getName());
  }

  /** The name of an object in the schema as SQL text. */
  public String qualified(String name) {
    return sql.render(DSL.name(schema, name));
  }

  /** A name as SQL text. */
  public String quoted(String name) {
    return sql.render(DSL.name(name));
  }

  /** Runs a statement that has neither bind values nor a result. */
  public void run(String statement) {
    sql.execute(statement);
  }

  /** Counts rows in the database. */
  public long count(TableLike<?> from, Condition where) {
    return sql.select(DSL.count().coerce(Long.class))
        .from(from)
        .where(where)
        .fetchSingle(0, Long.class);
  }

  /** Opens another connection, which then belongs to the caller. */
  public Connection connectBeside() throws SQLException {
    return source.connect();
  }

  /** Cancels the statement that runs, if one does; the session stays usable. */
  public void stopStatement() {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      // The server notices that this process is gone when it next sends a row.
      return;
    }
  }

  /** Closes the socket without telling the server. */
  public void abandon() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // The connection is gone already.
      return;
    }
  }

  /** Whether the server answers. */
  public boolean isAlive() {
    try {
      return connection.isValid(LONGEST_ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Finds out the outcome of a COMMIT that broke the connection, and connects anew if it took
   * effect.
   *
   * @throws StoreException (CONNECTION) when it did not, (UNKNOWN_OUTCOME) when that can't be found
   *     out
   */
  void recover(String transactionId, SQLException loss) {
    new LostCommit(source, transactionId, connectedAt, LostCommit.PATIENCE).resolve(loss);
    try {
      connection = source.connect();
      connectedAt = System.nanoTime();
    } catch (SQLException | RuntimeException e) {
      // What was committed is a success all the same; the next statement will fail.
      return;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server ends the session when the socket goes; there is nothing left to do or lose.
      return;
    }
  }

  /** Gives jOOQ the session's connection, also after another one was opened. */
  private final class CurrentConnection implements ConnectionProvider {
    @Override
    public Connection acquire() {
      return connection;
    }

    @Override
    public void release(Connection released) {
      // The session keeps it.
    }
  }
}
