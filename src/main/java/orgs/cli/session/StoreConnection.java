package orgs.cli.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import orgs.cli.console.Console;
import orgs.cli.console.Messages;
import orgs.cli.rows.RowOutput;
import orgs.config.ConnectionSettings;
import orgs.database.Database;
import orgs.database.OpenSchema;
import orgs.store.ConnectionSource;
import orgs.store.Interruptible;
import orgs.store.Interruption;
import orgs.store.JooqWarmUp;
import orgs.store.Store;

/**
 * The connection of a command: it is opened when its store is first needed, and shared by the lines
 * of a script. After {@link #close} it is opened anew.
 *
 * <p><b>Threading.</b> What {@link Interruptible} asks for may come from another thread.
 */
public final class StoreConnection implements Interruptible, AutoCloseable {

  private final Supplier<ConnectionSettings> settings;
  private final Console console;
  private final Messages messages;
  private final JooqWarmUp warmUp;

  /** Null until it is needed. */
  private Database database;

  /** Shows the statements of this connection. */
  private Echo echo;

  private volatile Store store;
  private volatile boolean cancelled;
  private volatile boolean partOfTransaction;

  /** Whether anything was committed over a connection that is closed by now. */
  private volatile boolean committedBefore;

  /**
   * Opens nothing yet.
   *
   * @param settings of the connection, which are resolved when it is first needed
   * @param warmUp what was begun for the store, or null
   */
  public StoreConnection(
      Supplier<ConnectionSettings> settings,
      Console console,
      Messages messages,
      JooqWarmUp warmUp) {
    this.settings = settings;
    this.console = console;
    this.messages = messages;
    this.warmUp = warmUp;
  }

  /** Creates a connection with other settings. */
  public StoreConnection to(ConnectionSettings others) {
    return new StoreConnection(() -> others, console, messages, warmUp);
  }

  public Database database() {
    if (database == null) {
      ConnectionSettings resolved = settings.get();
      database = new Database(resolved, resolved.home(), messages::say, echo()::statement);
    }
    return database;
  }

  public Echo echo() {
    if (echo == null) {
      echo = new Echo(console.err(), messages.style());
    }
    return echo;
  }

  public Store store() {
    if (store == null) {
      try {
        JooqWarmUp start = warmUp == null ? JooqWarmUp.begin() : warmUp;
        store = start.open(new SchemaSource(database()), database.settings().schema(), echo());
      } catch (SQLException e) {
        throw database.failure(e);
      }
      if (cancelled) {
        store.cancel();
      }
    }
    return store;
  }

  /** The store without echo, for the queries of completion; the next command decides anew. */
  public Store unseen() {
    echo().enable(false);
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
  public boolean isInTransaction() {
    return store != null && store.isInTransaction();
  }

  /** The reason why the connection was lost, if the server couldn't report it itself; or null. */
  public String reasonOfLoss() {
    return database().reasonOfLoss();
  }

  /** Sets whether commands are parts of a transaction that stays open after them. */
  public void setPartOfTransaction(boolean part) {
    partOfTransaction = part;
  }

  /** The transaction that a command runs in. */
  RowOutput.Transaction transaction() {
    return new RowOutput.Transaction(this::isInTransaction, this::cancelReading);
  }

  private void cancelReading() {
    // An open transaction would fail with it; the next row ends the command then.
    if (!partOfTransaction) {
      cancel();
    }
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
