package orgs.database;

import static orgs.config.DatabaseException.Kind.UNREACHABLE;
import static orgs.config.DatabaseException.usage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.config.Home;
import orgs.database.migration.Migrations;
import orgs.database.sql.Statements;
import orgs.server.LocalServer;

/**
 * The database that the settings mean. The local one is created, started and migrated when it is
 * needed; another one only when the user asks for it.
 */
public final class Database {

  /** The time between two attempts to connect to a server that is still starting. */
  private static final long PAUSE_MILLIS = 250;

  private final ConnectionSettings settings;
  private final Home home;
  private final LocalServer server;
  private final Consumer<String> messages;
  private final Consumer<String> echo;

  /**
   * Opens nothing yet.
   *
   * @param home where the local database is; null where the settings name a server
   * @param messages gets one line before each slow step
   * @param echo gets each statement before it is sent
   */
  public Database(
      ConnectionSettings settings, Home home, Consumer<String> messages, Consumer<String> echo) {
    this.settings = settings;
    this.home = home;
    this.server = home == null ? null : new LocalServer(home);
    this.messages = messages;
    this.echo = echo;
  }

  /** The settings. */
  public ConnectionSettings settings() {
    return settings;
  }

  /** The same database, with another schema. */
  public Database withSchema(String schema) {
    return new Database(settings.withSchema(schema), home, messages, echo);
  }

  /**
   * The local server.
   *
   * @throws DatabaseException (USAGE) when the settings name another one
   */
  public LocalServer localServer() {
    if (!settings.isLocal()) {
      throw usage(
          "this is for the local database, but " + settings.origin("host") + " names a server",
          "unset it for this command");
    }
    return server;
  }

  /** Whether the local database is meant, and isn't running. */
  public boolean isStopped() {
    return settings.isLocal() && server.running().isEmpty();
  }

  /** Sends statements over one of this database's connections; the echo shows them. */
  public Statements statements(Connection connection) {
    return new Statements(connection, echo);
  }

  /** What a failure to connect means for the user. */
  public DatabaseException failure(SQLException e) {
    return ConnectErrors.translate(e, settings);
  }

  /** Why the connection was lost, where the server could not report it itself; or null. */
  public String reasonOfLoss() {
    return settings.isLocal() && server.isDiskFull()
        ? "the disk that holds " + home.data() + " is full"
        : null;
  }

  /**
   * Migrates the schema to the version that this build needs; the local server is started.
   *
   * @return how many migrations were applied
   * @throws DatabaseException when it can't be migrated, (UNUSABLE) on a worker of a cluster
   */
  public int migrate() {
    try (Connection connection = connect()) {
      refuseWorker(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
    DataSource source =
        settings.isLocal()
            ? DataSources.of(server.start(messages), settings)
            : DataSources.of(settings);
    return Migrations.migrate(source, settings.schema(), messages, echo);
  }

  /** Migrates within an open transaction, which is to be rolled back where this throws. */
  public int migrate(Connection transaction) {
    try {
      refuseWorker(transaction);
    } catch (SQLException e) {
      throw failure(e);
    }
    return Migrations.migrate(transaction, settings.schema(), messages, echo);
  }

  /**
   * Refuses a worker of a Citus cluster, where the schema can't be changed.
   *
   * @throws DatabaseException (UNUSABLE)
   */
  public void refuseWorker(Connection connection) throws SQLException {
    SchemaVersion.refuseWorker(connection, settings.schema());
  }

  /**
   * Opens a connection; waits as long as the settings say for a server that is still starting.
   *
   * @throws SQLException when the server can't be reached or refuses; see {@link ConnectErrors}
   * @throws DatabaseException (UNUSABLE) when the database can't hold every name
   */
  public Connection connect() throws SQLException {
    long deadline = System.nanoTime() + settings.waitForServer().toNanos();
    boolean announced = false;
    while (true) {
      try {
        return Encoding.require(connectOnce());
      } catch (SQLException e) {
        if (failure(e).kind() != UNREACHABLE || System.nanoTime() >= deadline) {
          throw e;
        }
        if (!announced) {
          messages.accept("waiting for " + ConnectErrors.server(settings));
          announced = true;
        }
        pause();
      }
    }
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }

  private Connection connectOnce() throws SQLException {
    if (!settings.isLocal()) {
      return DataSources.of(settings).getConnection();
    }
    try {
      return connectTo(runningServer());
    } catch (SQLException e) {
      if (e.getSQLState() == null || !e.getSQLState().startsWith("08")) {
        throw e;
      }
      // The server has ended in the meantime, or only its files are left.
      return connectTo(server.start(messages));
    }
  }

  private Connection connectTo(LocalServer.Address address) throws SQLException {
    return DataSources.of(address, settings).getConnection();
  }

  /** The address of the local server, which is started unless it runs. */
  private LocalServer.Address runningServer() {
    LocalServer.Address running = server.running().orElse(null);
    return running == null ? server.start(messages) : running;
  }

  /**
   * Opens a connection to a schema of the version that this build needs; migrates the local one
   * where it is older.
   *
   * @throws DatabaseException (UNREACHABLE, REFUSED, UNUSABLE, NOT_MIGRATED, TOO_NEW)
   */
  public OpenSchema connectToSchema() {
    try {
      Connection connection = connect();
      try {
        OpenSchema schema = open(connection);
        if (!schema.isCurrent()) {
          SchemaVersion.requireMigratable(schema.version(), settings);
          migrate();
        }
        return schema;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Opens a connection to a schema of the version that this build needs, where there is one;
   * starts, creates and migrates nothing.
   *
   * @throws SQLException when the server can't be reached, doesn't run, or has no such schema
   */
  public Connection connectToSchemaAsItIs() throws SQLException {
    Connection connection;
    if (settings.isLocal()) {
      LocalServer.Address address = server.running().orElse(null);
      if (address == null) {
        throw new SQLException("the local database is not running");
      }
      connection = connectTo(address);
    } else {
      connection = connect();
    }
    if (!open(connection).isCurrent()) {
      connection.close();
      throw new SQLException("the schema is not of this version");
    }
    return connection;
  }

  /** Finds out over a connection what is known of the schema, whatever its version. */
  public OpenSchema open(Connection connection) throws SQLException {
    return SchemaVersion.open(connection, settings.schema(), echo);
  }

  /**
   * The settings with which other programs reach this database. The local one is created, started
   * and migrated as for a command; another one is connected to only to wait for it.
   */
  public ClientSettings clientSettings() {
    try {
      if (settings.isLocal()) {
        connectToSchema().connection().close();
        return ClientSettings.of(runningServer(), settings, server.passwordFile());
      }
      if (!settings.waitForServer().isZero()) {
        connect().close();
      }
      return ClientSettings.of(settings);
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
