package orgs.cli.command.db;

import java.util.Comparator;
import java.util.List;
import orgs.cli.rows.RowWriter;
import orgs.database.admin.NodeShare;

/** Adds rows to {@code db status} that show how members are spread over the nodes of a cluster. */
final class ClusterRows {

  private static final String SOURCE = "cluster";

  private ClusterRows() {}

  static void add(List<NodeShare> nodes, RowWriter rows) {
    if (nodes.isEmpty()) {
      return;
    }
    boolean estimated = nodes.get(0).estimated();
    String source = estimated ? SOURCE + ", estimated" : SOURCE;
    long shards = nodes.stream().mapToLong(NodeShare::shards).sum();
    long members = nodes.stream().mapToLong(NodeShare::rows).sum();
    rows.add("nodes", String.valueOf(nodes.size()), SOURCE);
    rows.add("shards", String.valueOf(shards), SOURCE);
    rows.add("members", String.valueOf(members), source);
    for (NodeShare node : nodes) {
      rows.add("shards of " + node.node(), String.valueOf(node.shards()), SOURCE);
      rows.add("members of " + node.node(), String.valueOf(node.rows()), source);
      rows.add("bytes of " + node.node(), String.valueOf(node.bytes()), SOURCE);
    }
    NodeShare largest = nodes.stream().max(Comparator.comparing(NodeShare::largestRows)).get();
    if (largest.largestRows() > 0) {
      rows.add("largest organization", "id:" + largest.largest(), source);
      rows.add("members of the largest", String.valueOf(largest.largestRows()), source);
    }
  }
}
