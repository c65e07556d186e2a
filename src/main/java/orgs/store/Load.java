package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.function.LongSupplier;

/** What comes before and after many rows go into members. */
final class Load {

  /** From here on the planner should hear of it, and the index should be tidy. */
  private static final long MANY_ROWS = 100_000;

  private Load() {}

  static long into(Session session, LoadOptions options, LongSupplier rows) {
    FirstLoad firstLoad = options.mayLockTable() ? FirstLoad.begin(session) : FirstLoad.NONE;
    // Trigrams wait in a list that is merged when it is full: longer lists are merged cheaper.
    session.run("SET LOCAL gin_pending_list_limit = '64MB'");
    session.run("SET LOCAL work_mem = '64MB'");
    long count = rows.getAsLong();
    if (firstLoad.isActive()) {
      options.steps().during("building the search index", firstLoad::end);
    } else {
      options.steps().during("completing the search index", () -> mergePendingTrigrams(session));
    }
    if (count >= MANY_ROWS) {
      options
          .steps()
          .during(
              "analyzing",
              () -> session.run("ANALYZE (SKIP_LOCKED) " + session.qualified(MEMBERS)));
    }
    return count;
  }

  /** A query reads the list from end to end; only the owner may merge it. */
  private static void mergePendingTrigrams(Session session) {
    session
        .sql()
        .resultQuery(
            "SELECT gin_clean_pending_list(oid) FROM pg_class"
                + " WHERE oid = to_regclass(?) AND pg_has_role(relowner, 'USAGE')",
            session.qualified(FirstLoad.INDEX))
        .fetch();
  }
}
