package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.impl.DSL;

/** Drops the schema, unless somebody uses it for longer than one wants to wait. */
final class SchemaDrop {

  /** Where nobody has said another one. */
  private static final String LOCK_TIMEOUT = "10s";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Session session;

  SchemaDrop(Session session) {
    this.session = session;
  }

  /**
   * Drops it.
   *
   * @param before is done first, and may refuse
   * @param after is done with the schema gone, in the same transaction
   */
  <T> T run(Consumer<Connection> before, Function<Connection, T> after) {
    try {
      return session.transaction(
          () -> {
            before.accept(session.connection());
            session
                .sql()
                .resultQuery(
                    "SELECT set_config('lock_timeout', {0}, true)"
                        + " WHERE current_setting('lock_timeout') = '0'",
                    DSL.inline(LOCK_TIMEOUT))
                .fetch();
            session.run("DROP SCHEMA IF EXISTS " + session.quoted(session.schema()) + " CASCADE");
            return after.apply(session.connection());
          },
          LoadContext.Phases::silently);
    } catch (StoreException e) {
      throw LOCK_NOT_AVAILABLE.equals(e.sqlState()) ? inUse() : e;
    }
  }

  private StoreException inUse() {
    List<String> users =
        session
            .sql()
            .resultQuery(
                "SELECT DISTINCT pid || coalesce(' (' || nullif(application_name, '') || ')', '')"
                    + " FROM pg_locks JOIN pg_stat_activity USING (pid)"
                    + " WHERE relation IN (to_regclass({0}), to_regclass({1}))"
                    + " AND pid <> pg_backend_pid()",
                DSL.val(session.qualified(MEMBERS)), DSL.val(session.qualified(ORGANIZATIONS)))
            .fetch(0, String.class);
    return new StoreException(
        StoreException.Kind.FAILED,
        "schema "
            + session.schema()
            + " is in use"
            + (users.isEmpty() ? "" : " by process " + String.join(", ", users)),
        "nothing was dropped; try again when that is done");
  }
}
