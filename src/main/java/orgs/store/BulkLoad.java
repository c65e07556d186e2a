package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.function.LongSupplier;

/**
 * What comes before and after many rows go into members. The rows are of organizations that the
 * transaction has created or holds FOR KEY SHARE.
 */
final class BulkLoad {

  /** From here on the planner should hear of it, and the index should be tidy. */
  static final long MANY_ROWS = 100_000;

  /** A COPY, or a batch in a temporary table, ends after so many rows. Tests choose fewer. */
  static final int ROWS_PER_BATCH = Integer.getInteger("orgs.rows-per-batch", 250_000);

  private BulkLoad() {}

  static long into(Session session, LoadContext load, LongSupplier rows) {
    // On a cluster settings of this session aren't those of the nodes, nor can their indexes be put
    // off.
    long count = session.isDistributed() ? rows.getAsLong() : intoTable(session, load, rows);
    if (count >= MANY_ROWS && mayAnalyze(session)) {
      load.runPhase(
          "analyzing", () -> session.run("ANALYZE (SKIP_LOCKED) " + session.qualified(MEMBERS)));
    }
    return count;
  }

  /**
   * What a cluster's coordinator has done with shards of its own rules out a statement for all
   * nodes in the same transaction. Autovacuum analyzes the shards then.
   */
  private static boolean mayAnalyze(Session session) {
    return !session.isDistributed()
        || session
            .sql()
            .resultQuery(
                "SELECT NOT EXISTS (SELECT FROM pg_dist_shard JOIN pg_dist_placement USING"
                    + " (shardid) WHERE logicalrelid = ?::regclass AND groupid = 0)",
                session.qualified(MEMBERS))
            .fetchSingle(0, Boolean.class);
  }

  private static long intoTable(Session session, LoadContext load, LongSupplier rows) {
    DeferredIndexLoad deferredIndex =
        load.mayLockTable() ? DeferredIndexLoad.begin(session) : DeferredIndexLoad.NONE;
    // Trigrams wait in a list, for the merger; where there is none, until the list is full.
    session.run("SET LOCAL gin_pending_list_limit = '256MB'");
    session.run("SET LOCAL work_mem = '64MB'");
    long count;
    if (deferredIndex.isActive()) {
      count = UncheckedForeignKey.withoutCheck(session, rows);
      load.runPhase("building the search index", deferredIndex::end);
    } else {
      try (PendingListCleaner cleaner = PendingListCleaner.begin(session)) {
        count = UncheckedForeignKey.withoutCheck(session, rows);
        load.runPhase(
            "completing the search index",
            () -> {
              cleaner.end();
              // A query would read the list from end to end.
              PendingListCleaner.mergeIn(session);
            });
      }
    }
    return count;
  }
}
