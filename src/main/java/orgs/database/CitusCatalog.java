package orgs.database;

import java.sql.SQLException;
import java.util.List;
import orgs.config.DatabaseException;
import orgs.database.sql.Statements;

/** Reads Citus's catalog, as far as it concerns a schema. */
public final class CitusCatalog {

  /** Returns no row on the coordinator itself. */
  private static final String COORDINATOR_OF_WORKER =
      "SELECT (SELECT nodename || ':' || nodeport FROM pg_dist_node"
          + " WHERE pg_dist_node.groupid = 0 AND noderole = 'primary')"
          + " FROM pg_dist_local_group WHERE groupid <> 0";

  private final Statements statements;
  private final String schema;

  public CitusCatalog(Statements statements, String schema) {
    this.statements = statements;
    this.schema = schema;
  }

  /** Whether this database has Citus, without which there is no such catalog. */
  public boolean isThere() throws SQLException {
    return statements.is("SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL");
  }

  /**
   * Whether members are distributed.
   *
   * @throws DatabaseException (UNUSABLE) on a worker, where this program's locks exclude no other
   *     session, and changes of the schema are refused
   */
  public boolean isDistributed() throws SQLException {
    requireCoordinator();
    return shards() > 0;
  }

  /**
   * Refuses a server that is one of a cluster's workers.
   *
   * @throws DatabaseException (UNUSABLE) on a worker
   */
  public void requireCoordinator() throws SQLException {
    List<String> coordinator = statements.texts(COORDINATOR_OF_WORKER);
    if (!coordinator.isEmpty()) {
      String address = coordinator.get(0);
      throw new DatabaseException(
          DatabaseException.Kind.UNUSABLE,
          "this server is a worker of a Citus cluster",
          "nothing was done; connect to the coordinator" + (address == null ? "" : ", " + address),
          null);
    }
  }

  /** How many shards members have: 0 where they are not distributed. */
  public int shards() throws SQLException {
    return (int)
        statements.number(
            "SELECT count(*) FROM pg_dist_shard WHERE logicalrelid = to_regclass(?)",
            Statements.quoted(schema) + ".members");
  }

  /** How many nodes take shards. */
  public int workers() throws SQLException {
    return (int)
        statements.number(
            "SELECT count(*) FROM pg_dist_node"
                + " WHERE isactive AND shouldhaveshards AND noderole = 'primary'");
  }
}
