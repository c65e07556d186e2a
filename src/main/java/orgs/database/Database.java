package orgs.database;

import static orgs.config.DatabaseException.Kind.NOT_MIGRATED;
import static orgs.config.DatabaseException.Kind.TOO_NEW;
import static orgs.config.DatabaseException.Kind.UNREACHABLE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.config.Home;
import orgs.config.Setting;
import orgs.server.LocalServer;

/**
 * The database that the settings mean. The local one is created, started and migrated when it is
 * needed; another one never is without being asked.
 */
public final class Database {

  /** Between two tries of a server that is still starting. */
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
   * @param messages is told of slow steps, one line each
   * @param echo is told of every statement
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
      throw new DatabaseException(
          DatabaseException.Kind.USAGE,
          "this is for the local database, but " + settings.origin("host") + " names a server",
          "unset it for this command",
          null);
    }
    return server;
  }

  /**
   * Brings the schema to this tool's version; the local server is started.
   *
   * @return how many migrations were applied
   * @throws DatabaseException when it can't
   */
  public int migrate() {
    return Migrations.migrate(dataSource(), settings.schema(), messages, echo);
  }

  /** The same within a transaction, which is to be undone where this throws. */
  public int migrate(Connection transaction) {
    try {
      refuseWorker(transaction);
    } catch (SQLException e) {
      throw failure(e);
    }
    return Migrations.migrate(transaction, settings.schema(), messages, echo);
  }

  /**
   * Gives a role the rights that commands need, but for those that migrate or drop, within a
   * transaction.
   *
   * @throws DatabaseException (USAGE) when there is no such role, (UNUSABLE) when the rights aren't
   *     ours to give
   */
  public void grant(Connection transaction, String role, Access access) {
    try {
      new Grants(transaction, settings.schema(), role, echo).give(access);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Distributes the members over the nodes of a cluster, within a transaction.
   *
   * @param shards how many, or 0 for the server's default
   * @throws DatabaseException (UNUSABLE) where that can't be
   */
  public Distribution.Result distribute(Connection transaction, int shards, boolean dryRun) {
    return with(transaction, distribution -> distribution.distribute(shards, dryRun));
  }

  /** Brings them back. */
  public Distribution.Result undistribute(Connection transaction, boolean dryRun) {
    return with(transaction, distribution -> distribution.undo(dryRun));
  }

  private Distribution.Result with(Connection transaction, DistributionWork work) {
    try {
      return work.on(new Distribution(transaction, settings.schema(), echo));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private Cluster cluster(Connection connection) {
    return new Cluster(new Statements(connection, echo), settings.schema());
  }

  private interface DistributionWork {
    Distribution.Result on(Distribution distribution) throws SQLException;
  }

  /**
   * Refuses where the schema is not to be dropped.
   *
   * @param again whether it is to be created again, so that the right to do so is needed
   * @throws DatabaseException (USAGE) when tables of somebody else's are in it, (UNUSABLE) without
   *     the right to create it again
   */
  public void requireDroppable(Connection connection, boolean again) {
    try {
      refuseWorker(connection);
      refuseOthersTables(connection);
      if (again) {
        requireRightToCreate(connection);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Drops a schema that nobody else can have put anything into. */
  void dropOwnSchema() {
    String sql = "DROP SCHEMA IF EXISTS " + quoted(settings.schema()) + " CASCADE";
    echo.accept(sql);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      // Local, for a pooler gives the session to others.
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL lock_timeout = '10s'");
      statement.execute(sql);
      connection.commit();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void requireRightToCreate(Connection connection) throws SQLException {
    String sql = "SELECT has_database_privilege(current_database(), 'CREATE')";
    echo.accept(sql);
    try (Statement statement = connection.createStatement();
        ResultSet right = statement.executeQuery(sql)) {
      right.next();
      if (!right.getBoolean(1)) {
        throw new DatabaseException(
            DatabaseException.Kind.UNUSABLE,
            "no right to create schema " + settings.schema() + " again",
            "nothing was dropped; GRANT CREATE ON DATABASE gives it",
            null);
      }
    }
  }

  /** A schema may be one that others use too: {@code --schema public}. */
  private void refuseOthersTables(Connection connection) throws SQLException {
    String sql =
        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            + " WHERE nspname = ? AND relkind IN ('r', 'p', 'v', 'm', 'f')"
            + " AND relname NOT IN ('organizations', 'members', 'flyway_schema_history') LIMIT 1";
    echo.accept(sql);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, settings.schema());
      try (ResultSet found = query.executeQuery()) {
        if (found.next()) {
          throw new DatabaseException(
              DatabaseException.Kind.USAGE,
              "schema "
                  + settings.schema()
                  + " also holds "
                  + found.getString(1)
                  + ", which doesn't belong to orgs",
              "nothing was dropped",
              null);
        }
      }
    }
  }

  /** How it stands. Starts and changes nothing. */
  public DatabaseStatus status() {
    List<Setting> described = settings.described();
    if (settings.isLocal() && server.running().isEmpty()) {
      return new DatabaseStatus(
          described, "the local database is not running", null, List.of(), UNREACHABLE);
    }
    try (Connection connection = connect()) {
      OpenSchema schema = open(connection);
      long version = schema.version();
      String state =
          version == Migrations.VERSION
              ? "ready"
              : version == 0
                  ? "not migrated"
                  : "not the version that this orgs needs: " + Migrations.VERSION;
      List<NodeShare> nodes =
          version == Migrations.VERSION && schema.distributed()
              ? cluster(connection).nodes()
              : List.of();
      return new DatabaseStatus(described, state, version, nodes, null);
    } catch (SQLException e) {
      return problem(failure(e));
    } catch (DatabaseException e) {
      return problem(e);
    }
  }

  private DatabaseStatus problem(DatabaseException e) {
    return new DatabaseStatus(settings.described(), e.getMessage(), null, List.of(), e.kind());
  }

  /**
   * Opens a connection; waits as long as the settings say for a server that is still starting.
   *
   * @throws SQLException when the server can't be reached or refuses; see {@link ConnectErrors}
   * @throws DatabaseException (UNUSABLE) when the database can't hold every name
   */
  public Connection connect() throws SQLException {
    long deadline = System.nanoTime() + settings.waitForServer().toNanos();
    boolean told = false;
    while (true) {
      try {
        return Encoding.require(connectOnce());
      } catch (SQLException e) {
        if (failure(e).kind() != UNREACHABLE || System.nanoTime() >= deadline) {
          throw e;
        }
        if (!told) {
          messages.accept("waiting for " + ConnectErrors.server(settings));
          told = true;
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
      return local(server.running().orElseGet(() -> server.start(messages)));
    } catch (SQLException e) {
      if (e.getSQLState() == null || !e.getSQLState().startsWith("08")) {
        throw e;
      }
      // It went away between the look and the connection, or only its files are still there.
      return local(server.start(messages));
    }
  }

  private Connection local(LocalServer.Address address) throws SQLException {
    return DataSources.of(address, settings).getConnection();
  }

  /**
   * Where connections come from, for Flyway. The local server is started.
   *
   * @throws DatabaseException (UNUSABLE) on a worker of a cluster
   */
  public DataSource dataSource() {
    try (Connection connection = connect()) {
      refuseWorker(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
    return settings.isLocal()
        ? DataSources.of(server.start(messages), settings)
        : DataSources.of(settings);
  }

  /**
   * Opens a connection to a schema of this tool's version; migrates the local one where it is
   * older.
   *
   * @throws DatabaseException (UNREACHABLE, REFUSED, UNUSABLE, NOT_MIGRATED, TOO_NEW)
   */
  public OpenSchema connectToSchema() {
    try {
      Connection connection = connect();
      try {
        OpenSchema schema = open(connection);
        requireVersion(schema.version());
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
   * Opens a connection to a schema of this tool's version, where there is one; starts, creates and
   * migrates nothing.
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
      connection = local(address);
    } else {
      connection = connect();
    }
    if (open(connection).version() != Migrations.VERSION) {
      connection.close();
      throw new SQLException("the schema is not of this version");
    }
    return connection;
  }

  /**
   * What other programs need to reach this database. The local one is created, started and migrated
   * like for a command; another one is asked for nothing, unless it is to be waited for.
   */
  public ClientSettings clientSettings() {
    if (!settings.isLocal()) {
      awaitServer();
      return ClientSettings.of(settings);
    }
    try {
      connectToSchema().connection().close();
    } catch (SQLException e) {
      throw failure(e);
    }
    LocalServer.Address address = server.running().orElseGet(() -> server.start(messages));
    return ClientSettings.of(address, settings, server.passwordFile());
  }

  private void awaitServer() {
    if (settings.waitForServer().isZero()) {
      return;
    }
    try {
      connect().close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Why the connection was lost, where the server could not tell itself; or null. */
  public String reasonOfLoss() {
    return settings.isLocal() && server.isDiskFull()
        ? "the disk that holds " + home.data() + " is full"
        : null;
  }

  /** What a failure to connect means for the user. */
  public DatabaseException failure(SQLException e) {
    return ConnectErrors.translate(e, settings);
  }

  private void requireVersion(long version) {
    if (version > Migrations.VERSION) {
      throw new DatabaseException(
          TOO_NEW,
          "schema "
              + settings.schema()
              + " has version "
              + version
              + ", newer than this orgs ("
              + Migrations.VERSION
              + ")",
          "install a newer orgs",
          null);
    }
    if (version == Migrations.VERSION) {
      return;
    }
    if (!settings.isLocal()) {
      throw new DatabaseException(
          NOT_MIGRATED,
          version == 0
              ? "schema " + settings.schema() + " is not migrated"
              : "schema "
                  + settings.schema()
                  + " has version "
                  + version
                  + ", this orgs needs "
                  + Migrations.VERSION,
          "run: orgs db migrate",
          null);
    }
    migrate();
  }

  /** Looks at the schema by one cheap statement, so that Flyway isn't needed. */
  private OpenSchema open(Connection connection) throws SQLException {
    String sql =
        "SELECT version, pg_catalog.to_regclass('pg_catalog.pg_dist_partition'), "
            + FixedPathConnection.PROOF
            + " FROM "
            + quoted(settings.schema())
            + ".flyway_schema_history WHERE success AND version IS NOT NULL"
            + " ORDER BY installed_rank DESC LIMIT 1";
    echo.accept(sql);
    FixedPathConnection path = connection.unwrap(FixedPathConnection.class);
    try (Statement statement = connection.createStatement();
        ResultSet result = path.inAnyPath(() -> statement.executeQuery(sql))) {
      if (!result.next()) {
        return new OpenSchema(connection, 0, false);
      }
      path.isFixedIf(result.getInt(3), result.getString(4));
      boolean distributed = result.getString(2) != null && cluster(connection).isDistributed();
      if (distributed) {
        writeTextAsTheStandardSays(connection);
      }
      return new OpenSchema(connection, number(result.getString(1)), distributed);
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState()) || "3F000".equals(e.getSQLState())) {
        refuseWorker(connection);
        return new OpenSchema(connection, 0, false);
      }
      throw e;
    }
  }

  /** A worker has the tables, but not the schema's version, and nobody can migrate it there. */
  private void refuseWorker(Connection connection) throws SQLException {
    Cluster cluster = new Cluster(new Statements(connection, unseen -> {}), settings.schema());
    if (cluster.isThere()) {
      cluster.requireCoordinator();
    }
  }

  /**
   * The node that coordinates writes texts for the others as this session's setting has it, and
   * they read them as theirs has it: with a backslash in it a text would become another one on its
   * way.
   */
  private void writeTextAsTheStandardSays(Connection connection) throws SQLException {
    if (!connection.unwrap(BaseConnection.class).getStandardConformingStrings()) {
      new Statements(connection, echo).run("SET standard_conforming_strings = on");
    }
  }

  /** Ours are small whole numbers; another tool's history in the same schema may have any. */
  private static long number(String version) {
    String whole = version.split("[._]", 2)[0];
    return whole.matches("[0-9]{1,18}") ? Long.parseLong(whole) : Long.MAX_VALUE;
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
