package orgs.database.admin;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import orgs.database.sql.Statements;

/**
 * The members that a node of a cluster keeps.
 *
 * @param node its host and port
 * @param bytes with their indexes
 * @param largest the id of the organization that has the most of them here, 0 without members
 * @param largestRows how many these are
 * @param estimated whether rows come from the planner's statistics
 */
public record NodeShare(
    String node,
    int shards,
    long rows,
    long bytes,
    long largest,
    long largestRows,
    boolean estimated) {

  /** Larger members are not counted: the statistics of the last ANALYZE are added up. */
  private static final long COUNTED_BYTES = 1L << 30;

  /**
   * The number of members, that of the largest organization, and its id. This text goes to the
   * nodes, whose sessions have another search path.
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

  private static final String NODES =
      "SELECT nodename || ':' || nodeport, count(*), sum((counts->>0)::bigint), sum(shard_size),"
          + " (array_agg((counts->>2)::bigint ORDER BY (counts->>1)::bigint DESC NULLS LAST))[1],"
          + " max((counts->>1)::bigint)"
          + " FROM (SELECT shardid, result::json AS counts FROM run_command_on_shards(?::regclass,"
          + " 'SELECT pg_catalog.json_build_array(a, b, c) FROM (%s) AS counted (a, b, c)')"
          + " WHERE success) r JOIN citus_shards USING (shardid) GROUP BY 1 ORDER BY 1";

  /** The share of each node; all shards are asked at once. */
  static List<NodeShare> ofAllNodes(Statements statements, String schema) throws SQLException {
    String members = Statements.quoted(schema) + ".members";
    boolean estimated =
        statements.number(
                "SELECT coalesce(sum(shard_size), 0) FROM citus_shards"
                    + " WHERE table_name = to_regclass(?)",
                members)
            > COUNTED_BYTES;
    List<NodeShare> nodes = new ArrayList<>();
    try (PreparedStatement query =
        statements.prepare(NODES.formatted(estimated ? ESTIMATE : COUNT))) {
      query.setString(1, members);
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
}
