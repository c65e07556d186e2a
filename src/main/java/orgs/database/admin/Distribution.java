package orgs.database.admin;

import static orgs.config.DatabaseException.Kind.UNUSABLE;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import orgs.config.DatabaseException;
import orgs.database.CitusCatalog;
import orgs.database.Database;
import orgs.database.migration.SchemaTrust;
import orgs.database.sql.Statements;

/**
 * Distributes the members of a schema over the nodes of a Citus cluster, or brings them back,
 * within the open transaction, which is to be rolled back where this throws. Each organization's
 * members are on one shard, and a copy of all organizations is on every node.
 */
public final class Distribution {

  /** The limit where the server's settings have none. */
  private static final String LOCK_TIMEOUT = "10s";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  static final String FOREIGN_KEY = "members_org_id_fkey";

  static final String ORGANIZATIONS = "organizations";

  static final String MEMBERS = "members";

  static final List<String> TABLES = List.of(ORGANIZATIONS, MEMBERS);

  private final Database database;
  private final String schema;
  private final Statements statements;
  private final CitusCatalog catalog;

  /**
   * Does nothing yet.
   *
   * @param connection in the transaction that distributes them
   */
  public Distribution(Database database, Connection connection) {
    this.database = database;
    this.schema = database.settings().schema();
    this.statements = database.statements(connection);
    this.catalog = new CitusCatalog(statements, schema);
  }

  /**
   * What was done, or would be done.
   *
   * @param changed whether it was otherwise before
   */
  public record Result(boolean changed, int shards, int nodes) {}

  /**
   * Distributes the members.
   *
   * @param shards how many, or 0 for the server's default
   * @throws DatabaseException (UNUSABLE) where that can't be, or when there are other shards
   *     already
   */
  public Result distribute(int shards, boolean dryRun) {
    try {
      int nodes = requireCluster();
      int existing = catalog.shards();
      if (existing > 0) {
        requireSameCount(shards, existing);
        return new Result(false, existing, nodes);
      }
      requireOwner();
      int wanted =
          shards > 0 ? shards : Integer.parseInt(statements.text("SHOW citus.shard_count"));
      if (!dryRun) {
        prepare();
        distribute(wanted);
      }
      return new Result(true, wanted, nodes);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static void requireSameCount(int shards, int existing) {
    if (shards > 0 && shards != existing) {
      throw unusable(
          "members are distributed in " + existing + " shards already",
          "orgs db distribute --undo brings them back",
          null);
    }
  }

  private void distribute(int shards) throws SQLException {
    // Reading this node's own shards in this session would rule out the statement for all nodes.
    statements.run("SET LOCAL citus.enable_local_execution = off");
    // Its check refuses to distribute a table that has an identity.
    statements.run(
        "ALTER TABLE " + qualified(MEMBERS) + " DROP CONSTRAINT IF EXISTS " + FOREIGN_KEY);
    statements.text("SELECT create_reference_table(?::regclass)", qualified(ORGANIZATIONS));
    statements.text(
        "SELECT create_distributed_table(?::regclass, 'org_id', shard_count := " + shards + ")",
        qualified(MEMBERS));
    addForeignKey();
    // The rows of this node have been copied, and stay on its disk until they are truncated.
    for (String table : List.of(MEMBERS, ORGANIZATIONS)) {
      statements.text(
          "SELECT truncate_local_data_after_distributing_table(?::regclass)", qualified(table));
    }
    // db status adds up the nodes' statistics, and plans depend on them.
    statements.run("ANALYZE " + qualified(MEMBERS));
  }

  /**
   * Brings the members back to the coordinator.
   *
   * @throws DatabaseException (UNUSABLE) where that can't be
   */
  public Result undo(boolean dryRun) {
    try {
      if (!catalog.isThere() || !catalog.isDistributed()) {
        return new Result(false, 0, 0);
      }
      requireOwner();
      SchemaTrust.require(statements.connection(), schema);
      int shards = catalog.shards();
      if (!dryRun) {
        prepare();
        new LocalTables(this, statements, schema).rebuild();
      }
      return new Result(true, shards, 1);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private String qualified(String name) {
    return Statements.quoted(schema) + "." + name;
  }

  void addForeignKey() throws SQLException {
    statements.run(
        "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (org_id) REFERENCES %s ON DELETE CASCADE"
            .formatted(qualified(MEMBERS), FOREIGN_KEY, qualified(ORGANIZATIONS)));
  }

  private void prepare() throws SQLException {
    statements.run("SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
    statements.run("SET LOCAL client_min_messages = warning");
    statements.run(
        "SELECT set_config('lock_timeout', '%s', true) WHERE current_setting('lock_timeout') = '0'"
            .formatted(LOCK_TIMEOUT));
  }

  private int requireCluster() throws SQLException {
    if (!catalog.isThere()) {
      throw unusable(
          "there is no Citus in this database",
          "CREATE EXTENSION citus makes it one of a cluster",
          null);
    }
    catalog.requireCoordinator();
    int nodes = catalog.workers();
    if (nodes == 0) {
      throw unusable(
          "the cluster has no node that takes shards", "SELECT citus_add_node(...) adds one", null);
    }
    return nodes;
  }

  private void requireOwner() throws SQLException {
    for (String table : TABLES) {
      if (!statements.is(
          "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = ?::regclass",
          qualified(table))) {
        throw unusable("no right to distribute " + table, "the owner of the table can do it", null);
      }
    }
  }

  private DatabaseException failure(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState())
        ? unusable("schema " + schema + " is in use", "try again when that is done", e)
        : database.failure(e);
  }

  private static DatabaseException unusable(String message, String hint, SQLException cause) {
    return new DatabaseException(UNUSABLE, message, "nothing was done; " + hint, cause);
  }
}
