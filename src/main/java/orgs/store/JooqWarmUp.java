package orgs.store;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Initializes jOOQ on a thread of its own. That takes as long as opening a connection, so that a
 * process that begins early with it starts in half the time.
 */
public final class JooqWarmUp {

  private final FutureTask<Void> task;

  private JooqWarmUp() {
    task = new FutureTask<>(JooqWarmUp::initialize, null);
  }

  /** Begins. */
  public static JooqWarmUp begin() {
    JooqWarmUp start = new JooqWarmUp();
    Thread thread = new Thread(start.task, "jOOQ warm-up");
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  /**
   * Opens a store: {@link Store#Store(ConnectionSource, String, StatementLog)}, but for the wait.
   *
   * @throws SQLException when there is no connection to be had
   */
  public Store open(ConnectionSource source, String schema, StatementLog log) throws SQLException {
    return new Store(source, schema, log, this::await);
  }

  /** Class initializers that wait for each other on two threads would wait for ever. */
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

  /** Rendering loads most of what first statements need. */
  private static void initialize() {
    DSLContext sql = DSL.using(SQLDialect.POSTGRES);
    sql.render(sql.selectFrom(ORGANIZATIONS).where(ORGANIZATIONS.ORG_NAME.eq("")));
    sql.render(Append.example(sql));
  }
}
