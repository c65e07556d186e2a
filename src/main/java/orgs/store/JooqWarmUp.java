package orgs.store;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import orgs.store.load.Append;
import orgs.store.session.ConnectionSource;
import orgs.store.session.StatementLog;

/**
 * Initializes jOOQ, which takes as long as opening a connection, while the connection is opened.
 *
 * <p><b>Threading:</b> jOOQ's classes are initialized on a thread of their own. No other thread may
 * use jOOQ before {@link #open} has waited for it: class initializers that wait for each other on
 * two threads would wait for ever.
 */
public final class JooqWarmUp {

  private final FutureTask<Void> task;

  private JooqWarmUp() {
    task = new FutureTask<>(JooqWarmUp::initialize, null);
  }

  /** Starts the thread. */
  public static JooqWarmUp begin() {
    JooqWarmUp start = new JooqWarmUp();
    Thread thread = new Thread(start.task, "jOOQ warm-up");
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  /**
   * Opens a store, once jOOQ is initialized.
   *
   * @throws SQLException when there is no connection to be had
   */
  public Store open(ConnectionSource source, String schema, StatementLog log) throws SQLException {
    return new Store(source, schema, log, this::await);
  }

  private void await() {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Renders two statements, which loads most classes that the first statements need. */
  private static void initialize() {
    DSLContext sql = DSL.using(SQLDialect.POSTGRES);
    sql.render(sql.selectFrom(ORGANIZATIONS).where(ORGANIZATIONS.ORG_NAME.eq("")));
    sql.render(Append.example(sql));
  }
}
