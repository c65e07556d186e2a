package orgs.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import orgs.config.DatabaseException;

/** What Citus's catalogue says of a schema. To be asked where Citus is. */
final class Cluster {

  /** Up to here members are counted; beyond, the statistics of the last ANALYZE are added up. */
  private static final long COUNTED_BYTES = 1L << 30;

  /**
   * How many there are, how many the largest organization has, and its id. This text goes to the
   * nodes, whose search path is their own.
   */
  private static final String COUNT =
      "SELECT coalesce(pg_catalog.sum(n), 0), pg_catalog.max(n),"
          + " (pg_catalog.array_agg(org_id ORDER BY n DESC, org_id))[1] FROM"
          + " (SELECT org_id, pg_catalog.count(*) AS n FROM %s GROUP BY org_id) AS organization";

  private static final String ESTIMATE =
      "SELECT n::bigint, (n OPERATOR(pg_catalog.*) most_common_freqs[1])::bigint,"
          + " (most_common_vals::pg_catalog.text::bigint[])[1]"
          + " FROM (SELECT relname, relnamespace, greatest(reltuples, 0) AS n"
          + " FROM pg_catalog.pg_class"
          + " WHERE oid OPERATOR(pg_catalog.=) ''%s''::pg_catalog.regclass) AS shard"
          + " LEFT JOIN pg_catalog.pg_stats ON attname OPERATOR(pg_catalog.=) ''org_id''"
          + " AND tablename OPERATOR(pg_catalog.=) relname AND schemaname OPERATOR(pg_catalog.=)"
          + " relnamespace::pg_catalog.regnamespace::pg_catalog.name";

  /** No row on the coordinator itself. */
  private static final String COORDINATOR_OF_WORKER =
      "SELECT (SELECT nodename || ':' || nodeport FROM pg_dist_node"
          + " WHERE pg_dist_node.groupid = 0 AND noderole = 'primary')"
          + " FROM pg_dist_local_group WHERE groupid <> 0";

  private static final String NODES =
      "SELECT nodename || ':' || nodeport, count(*), sum((counts->>0)::bigint), sum(shard_size),"
          + " (array_agg((counts->>2)::bigint ORDER BY (counts->>1)::bigint DESC NULLS LAST))[1],"
          + " max((counts->>1)::bigint)"
          + " FROM (SELECT shardid, result::json AS counts FROM run_command_on_shards(?::regclass,"
          + " 'SELECT pg_catalog.json_build_array(a, b, c) FROM (%s) AS counted (a, b, c)')"
          + " WHERE success) r JOIN citus_shards USING (shardid) GROUP BY 1 ORDER BY 1";

  private final Statements statements;
  private final String schema;

  Cluster(Statements statements, String schema) {
    this.statements = statements;
    this.schema = schema;
  }

  /** Whether this database has Citus. */
  boolean isThere() throws SQLException {
    return statements.is("SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL");
  }

  /**
   * Whether members are distributed.
   *
   * @throws DatabaseException (UNUSABLE) on a worker, where the locks of this program keep nobody
   *     out, and changes of the schema are refused
   */
  boolean isDistributed() throws SQLException {
    requireCoordinator();
    return shards() > 0;
  }

  /**
   * Refuses a server that is one of a cluster's workers.
   *
   * @throws DatabaseException (UNUSABLE) on a worker
   */
  void requireCoordinator() throws SQLException {
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
  int shards() throws SQLException {
    return (int)
        statements.number(
            "SELECT count(*) FROM pg_dist_shard WHERE logicalrelid = to_regclass(?)", members());
  }

  /** Nodes that take shards. */
  int workers() throws SQLException {
    return (int)
        statements.number(
            "SELECT count(*) FROM pg_dist_node"
                + " WHERE isactive AND shouldhaveshards AND noderole = 'primary'");
  }

  /** How members are spread over the nodes; all shards are asked at once. */
  List<NodeShare> nodes() throws SQLException {
    boolean estimated =
        statements.number(
                "SELECT coalesce(sum(shard_size), 0) FROM citus_shards"
                    + " WHERE table_name = to_regclass(?)",
                members())
            > COUNTED_BYTES;
    List<NodeShare> nodes = new ArrayList<>();
    try (PreparedStatement query =
        statements.prepare(NODES.formatted(estimated ? ESTIMATE : COUNT))) {
      query.setString(1, members());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          nodes.add(
              new NodeShare(
                  row.getString(1),
                  row.getInt(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6),
                  estimated));
        }
      }
    }
    return nodes;
  }

  private String members() {
    return Database.quoted(schema) + ".members";
  }
}
