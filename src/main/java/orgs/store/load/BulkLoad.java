package orgs.store.load;

import static orgs.schema.Tables.MEMBERS;

import java.util.function.LongSupplier;
import orgs.store.model.LoadContext;
import orgs.store.session.Session;

/** The work around a bulk insert on one server: the search index, the foreign key, ANALYZE. */
public final class BulkLoad {

  /** From here on the planner's statistics should be renewed, and the index should be tidy. */
  public static final long MANY_ROWS = 100_000;

  private BulkLoad() {}

  /**
   * Runs a bulk insert of members of organizations that the transaction has created or locked FOR
   * KEY SHARE.
   *
   * @param rows inserts them, and returns how many there were
   */
  public static long run(Session session, LoadContext load, LongSupplier rows) {
    DeferredIndexLoad deferredIndex =
        load.mayLockTable() ? DeferredIndexLoad.begin(session) : DeferredIndexLoad.NONE;
    // Trigrams wait in a list for the merger; where there is none, until the list is full.
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
    if (count >= MANY_ROWS) {
      analyze(session, load);
    }
    return count;
  }

  public static void analyze(Session session, LoadContext load) {
    load.runPhase(
        "analyzing", () -> session.run("ANALYZE (SKIP_LOCKED) " + session.qualified(MEMBERS)));
  }
}
