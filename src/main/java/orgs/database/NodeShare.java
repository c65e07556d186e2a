package orgs.database;

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
    boolean estimated) {}
