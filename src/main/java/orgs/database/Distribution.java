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

  private static final List<String> TABLES = List.of("organizations", "members");

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
    statements.run("ALTER TABLE members DROP CONSTRAINT IF EXISTS " + FOREIGN_KEY);
    statements.text("SELECT create_reference_table('organizations')");
    statements.text(
        "SELECT create_distributed_table('members', 'org_id', shard_count := " + shards + ")");
    addForeignKey();
    // What was here has been copied, and stays on the disk of this node until then.
    statements.text("SELECT truncate_local_data_after_distributing_table('members')");
    statements.text("SELECT truncate_local_data_after_distributing_table('organizations')");
    // The nodes' statistics are what db status adds up, and what plans go by.
    statements.run("ANALYZE members");
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
    statements.run("LOCK TABLE organizations, members IN ACCESS EXCLUSIVE MODE");
    statements.run("ALTER TABLE members DROP CONSTRAINT " + FOREIGN_KEY);
    statements.run("CREATE SCHEMA " + Database.quoted(old));
    for (String table : TABLES) {
      statements.run("ALTER TABLE " + table + " SET SCHEMA " + Database.quoted(old));
    }
    for (String script : Migrations.scripts()) {
      statements.run(script);
    }
    // The check of each row would look for its organization; one join does it at the end.
    statements.run("ALTER TABLE members DROP CONSTRAINT " + FOREIGN_KEY);
    copy(old, "organizations", "org_id, org_name", "org_id");
    copy(old, "members", "org_id, member_id, member_name", "org_id, member_id");
    addForeignKey();
    for (String sequence : SEQUENCES) {
      statements.text(
          "SELECT setval('%s', last_value, is_called) FROM %s.%s"
              .formatted(sequence, Database.quoted(old), sequence));
    }
    for (String table : TABLES) {
      statements.run("DROP TABLE " + Database.quoted(old) + "." + table);
    }
    statements.run("DROP SCHEMA " + Database.quoted(old));
    for (String right : rights) {
      statements.run(right);
    }
    statements.run("ANALYZE members");
  }

  private void copy(String from, String table, String columns, String order) throws SQLException {
    statements.run(
        "INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s.%1$s ORDER BY %4$s"
            .formatted(table, columns, Database.quoted(from), order));
  }

  /** What makes the tables' and sequences' owner and rights again. */
  private List<String> rights() throws SQLException {
    String owners =
        "SELECT format('ALTER TABLE %I OWNER TO %I', relname, pg_get_userbyid(relowner))"
            + " FROM pg_class WHERE relnamespace = ?::regnamespace AND relkind = 'r'"
            + " AND relname IN ('organizations', 'members')";
    String rights =
        "SELECT format('GRANT %s ON %s %I TO %s%s', privilege_type,"
            + " CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname,"
            + " CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,"
            + " CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
            + " FROM pg_class, aclexplode(relacl) WHERE relnamespace = ?::regnamespace"
            + " AND relname IN ('organizations', 'members', 'organizations_org_id_seq',"
            + " 'members_member_id_seq')";
    String quoted = Database.quoted(schema);
    List<String> all = new ArrayList<>(statements.texts(owners, quoted));
    all.addAll(statements.texts(rights, quoted));
    return all;
  }

  private void addForeignKey() throws SQLException {
    statements.run(
        "ALTER TABLE members ADD CONSTRAINT "
            + FOREIGN_KEY
            + " FOREIGN KEY (org_id) REFERENCES organizations ON DELETE CASCADE");
  }

  private void prepared(Work work) throws SQLException {
    statements.run("SET LOCAL search_path = " + Database.quoted(schema) + ", public");
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
          Database.quoted(schema) + "." + table)) {
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
