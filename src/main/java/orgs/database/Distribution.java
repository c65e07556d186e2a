package orgs.database;

import static orgs.config.DatabaseException.Kind.UNUSABLE;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import orgs.config.DatabaseException;

/**
 * Distributes the members of a schema over the nodes of a Citus cluster, or brings them back,
 * within the open transaction, which is to be undone where this throws. Each organization's members
 * are on one shard, and a copy of all organizations is on every node.
 */
public final class Distribution {

  /** Where nobody has said another one. */
  private static final String LOCK_TIMEOUT = "10s";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String FOREIGN_KEY = "members_org_id_fkey";

  private static final String ORGANIZATIONS = "organizations";

  private static final String MEMBERS = "members";

  private static final List<String> TABLES = List.of(ORGANIZATIONS, MEMBERS);

  private static final List<String> SEQUENCES =
      List.of("organizations_org_id_seq", "members_member_id_seq");

  private final String schema;
  private final Statements statements;
  private final Cluster cluster;

  Distribution(Connection connection, String schema, Consumer<String> echo) {
    this.schema = schema;
    this.statements = new Statements(connection, echo);
    this.cluster = new Cluster(statements, schema);
  }

  /**
   * What was done, or would be.
   *
   * @param changed whether it was not so before
   */
  public record Result(boolean changed, int shards, int nodes) {}

  /**
   * Distributes them.
   *
   * @param shards how many, or 0 for what the server has as its default
   * @throws DatabaseException (UNUSABLE) where that can't be, or when there are other shards
   *     already
   */
  Result distribute(int shards, boolean dryRun) throws SQLException {
    int nodes = requireCluster();
    int existing = cluster.shards();
    if (existing > 0) {
      if (shards > 0 && shards != existing) {
        throw unusable(
            "members are distributed in " + existing + " shards already",
            "orgs db distribute --undo brings them back",
            null);
      }
      return new Result(false, existing, nodes);
    }
    requireOwner();
    int wanted = shards > 0 ? shards : Integer.parseInt(statements.text("SHOW citus.shard_count"));
    if (!dryRun) {
      prepared(() -> distribute(wanted));
    }
    return new Result(true, wanted, nodes);
  }

  private void distribute(int shards) throws SQLException {
    // What this node reads of its own shards itself would rule out the statement for all nodes.
    statements.run("SET LOCAL citus.enable_local_execution = off");
    // Its check refuses to distribute a table that has an identity.
    statements.run(
        "ALTER TABLE " + qualified(MEMBERS) + " DROP CONSTRAINT IF EXISTS " + FOREIGN_KEY);
    statements.text("SELECT create_reference_table(?::regclass)", qualified(ORGANIZATIONS));
    statements.text(
        "SELECT create_distributed_table(?::regclass, 'org_id', shard_count := " + shards + ")",
        qualified(MEMBERS));
    addForeignKey();
    // What was here has been copied, and stays on the disk of this node until then.
    for (String table : List.of(MEMBERS, ORGANIZATIONS)) {
      statements.text(
          "SELECT truncate_local_data_after_distributing_table(?::regclass)", qualified(table));
    }
    // The nodes' statistics are what db status adds up, and what plans go by.
    statements.run("ANALYZE " + qualified(MEMBERS));
  }

  /**
   * Brings them back to the node that coordinates.
   *
   * @throws DatabaseException (UNUSABLE) where that can't be
   */
  Result undo(boolean dryRun) throws SQLException {
    if (!cluster.isThere() || !cluster.isDistributed()) {
      return new Result(false, 0, 0);
    }
    requireOwner();
    SchemaTrust.require(statements.connection(), schema);
    int shards = cluster.shards();
    if (!dryRun) {
      prepared(this::undo);
    }
    return new Result(true, shards, 1);
  }

  /**
   * Citus can't bring a table with an identity back, so that the tables are made anew. What others
   * added to them, a trigger or an index, isn't there any more; where a view needs one, nothing is
   * done.
   */
  private void undo() throws SQLException {
    String old = schema + "_distributed";
    List<String> rights = rights();
    statements.run(
        "LOCK TABLE %s, %s IN ACCESS EXCLUSIVE MODE"
            .formatted(qualified(ORGANIZATIONS), qualified(MEMBERS)));
    dropForeignKey();
    statements.run("CREATE SCHEMA " + Database.quoted(old));
    for (String table : TABLES) {
      statements.run("ALTER TABLE " + qualified(table) + " SET SCHEMA " + Database.quoted(old));
    }
    runMigrations();
    // The check of each row would look for its organization; one join does it at the end.
    dropForeignKey();
    copy(old, ORGANIZATIONS, "org_id, org_name", "org_id");
    copy(old, MEMBERS, "org_id, member_id, member_name", "org_id, member_id");
    addForeignKey();
    for (String sequence : SEQUENCES) {
      statements.text(
          "SELECT setval(?::regclass, last_value, is_called) FROM %s.%s"
              .formatted(Database.quoted(old), sequence),
          qualified(sequence));
    }
    for (String table : TABLES) {
      statements.run("DROP TABLE " + Database.quoted(old) + "." + table);
    }
    statements.run("DROP SCHEMA " + Database.quoted(old));
    for (String right : rights) {
      statements.run(right);
    }
    statements.run("ANALYZE " + qualified(MEMBERS));
  }

  /** Their files name tables without a schema. */
  private void runMigrations() throws SQLException {
    statements.run("SET LOCAL search_path = " + SearchPath.of(schema));
    for (String script : Migrations.scripts()) {
      statements.run(script);
    }
    statements.run("SET LOCAL search_path = " + FixedPathConnection.PATH);
  }

  private void copy(String from, String table, String columns, String order) throws SQLException {
    statements.run(
        "INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s.%4$s ORDER BY %5$s"
            .formatted(qualified(table), columns, Database.quoted(from), table, order));
  }

  private void dropForeignKey() throws SQLException {
    statements.run("ALTER TABLE " + qualified(MEMBERS) + " DROP CONSTRAINT " + FOREIGN_KEY);
  }

  private String qualified(String name) {
    return Database.quoted(schema) + "." + name;
  }

  /** What makes the tables' and sequences' owner and rights again. */
  private List<String> rights() throws SQLException {
    String owners =
        "SELECT format('ALTER TABLE %I.%I OWNER TO %I',"
            + " nspname, relname, pg_get_userbyid(relowner))"
            + " FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            + " WHERE nspname = ? AND relkind = 'r'"
            + " AND relname IN ('organizations', 'members')";
    String rights =
        "SELECT format('GRANT %s ON %s %I.%I TO %s%s', privilege_type,"
            + " CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, nspname, relname,"
            + " CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,"
            + " CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
            + " FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace,"
            + " aclexplode(relacl) WHERE nspname = ? AND relname IN ('organizations', 'members', 'organizations_org_id_seq',"
            + " 'members_member_id_seq')";
    List<String> all = new ArrayList<>(statements.texts(owners, schema));
    all.addAll(statements.texts(rights, schema));
    return all;
  }

  private void addForeignKey() throws SQLException {
    statements.run(
        "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (org_id) REFERENCES %s ON DELETE CASCADE"
            .formatted(qualified(MEMBERS), FOREIGN_KEY, qualified(ORGANIZATIONS)));
  }

  private void prepared(Work work) throws SQLException {
    statements.run("SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
    statements.run("SET LOCAL client_min_messages = warning");
    statements.run(
        "SELECT set_config('lock_timeout', '%s', true) WHERE current_setting('lock_timeout') = '0'"
            .formatted(LOCK_TIMEOUT));
    try {
      work.run();
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw unusable("schema " + schema + " is in use", "try again when that is done", e);
      }
      throw e;
    }
  }

  private int requireCluster() throws SQLException {
    if (!cluster.isThere()) {
      throw unusable(
          "there is no Citus in this database",
          "CREATE EXTENSION citus makes it one of a cluster",
          null);
    }
    cluster.requireCoordinator();
    int nodes = cluster.workers();
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

  private static DatabaseException unusable(String message, String hint, SQLException cause) {
    return new DatabaseException(UNUSABLE, message, "nothing was done; " + hint, cause);
  }

  private interface Work {
    void run() throws SQLException;
  }
}
