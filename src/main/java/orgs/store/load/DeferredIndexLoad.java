package orgs.store.load;

import static orgs.schema.Tables.MEMBERS;

import java.util.Set;
import org.jooq.impl.DSL;
import orgs.store.model.StoreException;
import orgs.store.session.Savepoint;
import orgs.store.session.Session;

/**
 * Loads an empty table without its search index, which is faster; the index is built again at the
 * end, in the same transaction.
 *
 * <p>The table is locked meanwhile. If it has rows, is in use or belongs to another role, the index
 * stays.
 */
final class DeferredIndexLoad {

  /** How long to wait for other transactions that use the table. */
  private static final String LOCK_TIMEOUT = "2s";

  /** The states of errors that mean: the table is in use or not ours, or the index is gone. */
  private static final Set<String> IN_THE_WAY = Set.of("55P03", "40P01", "42501", "42P01", "42704");

  /** The name of the search index, which need not exist. */
  static final String INDEX = "members_search";

  /** A load with the index in place. */
  static final DeferredIndexLoad NONE = new DeferredIndexLoad(null, null);

  private final Session session;
  private final String definition;

  private DeferredIndexLoad(Session session, String definition) {
    this.session = session;
    this.definition = definition;
  }

  /** Drops the index where that is possible. */
  static DeferredIndexLoad begin(Session session) {
    Savepoint savepoint = Savepoint.set(session);
    boolean possible = definition(session) != null;
    // The query took a lock, too: two loads that kept theirs would wait for each other for ever.
    savepoint.rollBack();
    if (!possible) {
      return NONE;
    }
    try {
      session.run("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT + "'");
      session.run("LOCK TABLE " + session.qualified(MEMBERS) + " IN ACCESS EXCLUSIVE MODE");
      session.run("SET LOCAL lock_timeout TO DEFAULT");
      String definition = definition(session);
      if (definition != null) {
        session.run("DROP INDEX " + session.qualified(INDEX));
        savepoint.release();
        return new DeferredIndexLoad(session, definition);
      }
    } catch (StoreException e) {
      if (!IN_THE_WAY.contains(String.valueOf(e.sqlState()))) {
        throw e;
      }
    }
    savepoint.rollBack();
    return NONE;
  }

  /** Whether the index is dropped and {@link #end} will build it. */
  boolean isActive() {
    return definition != null;
  }

  /** Builds the index again. */
  void end() {
    session.run(definition);
  }

  /**
   * The statement that builds the index again; null where the index has to stay: the table has rows
   * or isn't ours, or the statement would be incomplete (it lacks the tablespace).
   */
  private static String definition(Session session) {
    return session
        .sql()
        .resultQuery(
            "SELECT pg_get_indexdef(oid) FROM pg_class JOIN pg_index ON indexrelid = oid"
                + " WHERE oid = to_regclass({0}) AND indisvalid AND reltablespace = 0"
                + " AND pg_has_role(relowner, 'USAGE') AND NOT EXISTS (SELECT FROM {1})",
            DSL.val(session.qualified(INDEX)), MEMBERS)
        .fetchOne(0, String.class);
  }
}
