package orgs.cli.session;

import java.sql.Connection;
import java.sql.SQLException;
import orgs.database.Database;
import orgs.database.OpenSchema;
import orgs.store.JooqWarmUp;
import orgs.store.Store;
import orgs.store.session.ConnectionSource;
import orgs.store.session.Interruptible;
import orgs.store.session.Interruption;

/**
 * The one connection of a process: opened when it is first needed, shared by a script's lines.
 * After {@link #close} it is opened anew.
 */
public final class StoreHolder implements Interruptible, AutoCloseable {

  private final Database database;
  private final Echo echo;
  private final JooqWarmUp warmUp;
  private volatile Store store;
  private volatile boolean cancelled;

  /** Whether anything was committed over a connection that is closed by now. */
  private volatile boolean committedBefore;

  /**
   * Opens nothing yet.
   *
   * @param warmUp what was begun for the store, or null
   */
  public StoreHolder(Database database, Echo echo, JooqWarmUp warmUp) {
    this.warmUp = warmUp;
    this.database = database;
    this.echo = echo;
  }

  public Database database() {
    return database;
  }

  public Echo echo() {
    return echo;
  }

  public Store store() {
    if (store == null) {
      try {
        JooqWarmUp start = warmUp == null ? JooqWarmUp.begin() : warmUp;
        store = start.open(new SchemaSource(database), database.settings().schema(), echo);
      } catch (SQLException e) {
        throw database.failure(e);
      }
      if (cancelled) {
        store.cancel();
      }
    }
    return store;
  }

  /** The store, for questions that nobody asked; the next command decides anew what is shown. */
  public Store unseen() {
    echo.enable(false);
    return store();
  }

  /** Connections to the schema, which is looked at each time. */
  private record SchemaSource(Database database) implements ConnectionSource {
    @Override
    public Connection connect() {
      return database.connectToSchema().connection();
    }

    @Override
    public Opened open() {
      OpenSchema schema = database.connectToSchema();
      return new Opened(schema.connection(), schema.distributed());
    }
  }

  /** Whether a transaction is open, whose end isn't known yet. */
  boolean isInTransaction() {
    return store != null && store.isInTransaction();
  }

  /** Whether there is a connection, as far as anybody knows. */
  public boolean isOpen() {
    return store != null;
  }

  @Override
  public void resume() {
    cancelled = false;
    committedBefore = false;
    Store opened = store;
    if (opened != null) {
      opened.resume();
    }
  }

  @Override
  public Interruption cancel() {
    // First: a store that is being opened at this moment is cancelled when it is open.
    cancelled = true;
    Store opened = store;
    return opened == null ? Interruption.NOTHING_WRITTEN : opened.cancel();
  }

  @Override
  public boolean isCommitting() {
    Store opened = store;
    return opened != null && opened.isCommitting();
  }

  @Override
  public boolean hasCommitted() {
    Store opened = store;
    return opened != null && opened.hasCommitted() || committedBefore;
  }

  @Override
  public void close() {
    if (store != null) {
      committedBefore |= store.hasCommitted();
      store.close();
      store = null;
    }
  }
}
