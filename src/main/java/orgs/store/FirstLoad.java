package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.sql.Savepoint;
import java.util.List;
import org.jooq.impl.DSL;

/**
 * Loads an empty table faster: without the search index, which is built again at the end, in the
 * same transaction. Foreign keys stay checked.
 *
 * <p>Nobody else can use the table meanwhile. Where the table has rows, is in use or belongs to
 * somebody else, rows go in the plain way.
 */
final class FirstLoad {

  /** How long to wait for others to leave the table. */
  private static final String LOCK_TIMEOUT = "2s";

  /** The search index, where there is one. */
  static final String INDEX = "members_search";

  /** The plain way. */
  static final FirstLoad NONE = new FirstLoad(null, null);

  private final Session session;
  private final String definition;

  private FirstLoad(Session session, String definition) {
    this.session = session;
    this.definition = definition;
  }

  /** Prepares the table where that is possible. */
  static FirstLoad begin(Session session) {
    boolean possible =
        Boolean.TRUE.equals(
            session
                .sql()
                .resultQuery(
                    "SELECT pg_has_role(relowner, 'USAGE') AND NOT EXISTS (SELECT FROM {0})"
                        + " AND to_regclass({2}) IS NOT NULL"
                        + " FROM pg_class WHERE oid = {1}::regclass",
                    MEMBERS, DSL.val(session.qualified(MEMBERS)), DSL.val(index(session)))
                .fetchOne(0, Boolean.class));
    return new FirstLoad(session, possible ? dropIndex(session) : null);
  }

  /** Whether the index is away and {@link #end} will build it. */
  boolean isActive() {
    return definition != null;
  }

  /** Builds the index again. */
  void end() {
    if (definition != null) {
      session.run(definition);
    }
  }

  private static String dropIndex(Session session) {
    Savepoint savepoint = session.savepoint();
    try {
      session.run("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT + "'");
      session.run("LOCK TABLE " + session.qualified(MEMBERS) + " IN ACCESS EXCLUSIVE MODE");
      session.run("SET LOCAL lock_timeout = 0");
      boolean empty = !session.sql().fetchExists(session.sql().selectOne().from(MEMBERS));
      String definition =
          session
              .sql()
              .resultQuery("SELECT pg_get_indexdef(?::regclass)", index(session))
              .fetchOne(0, String.class);
      if (!empty || definition == null) {
        session.rollbackTo(savepoint);
        return null;
      }
      session.run("DROP INDEX " + index(session));
      return definition;
    } catch (StoreException e) {
      // Somebody uses the table, or it isn't ours to change.
      if (!List.of("55P03", "42501", "42P01").contains(String.valueOf(e.sqlState()))) {
        throw e;
      }
      session.rollbackTo(savepoint);
      return null;
    }
  }

  private static String index(Session session) {
    return session.qualified(INDEX);
  }
}
