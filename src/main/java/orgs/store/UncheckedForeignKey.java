package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Leaves out the foreign key's check while members of organizations are loaded or moved whose rows
 * this transaction holds FOR KEY SHARE: what it would find is known. It is two thirds of the
 * server's work on a row.
 *
 * <p>The role of a replica leaves out every trigger, so there may be no other one, nor a rule. It
 * takes the right to set it, which superusers have and others can be granted. Otherwise the key is
 * checked as usual.
 */
final class UncheckedForeignKey {

  /** From this version on the right can be granted. */
  private static final int GRANTABLE = 15;

  /** A trigger's type has these bits when it is for INSERT or DELETE. */
  private static final int INSERT_OR_DELETE = 4 | 8;

  private static final String BEGIN =
      """
      SELECT set_config('session_replication_role', 'replica', true) WHERE %s
       AND current_setting('session_replication_role') = 'origin'
       AND NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_class IN (%s))
       AND NOT EXISTS (SELECT FROM pg_trigger LEFT JOIN pg_constraint
       ON pg_constraint.oid = tgconstraint AND contype = 'f' AND conname = 'members_org_id_fkey'
       WHERE tgrelid IN (%s) AND tgtype & %d <> 0 AND pg_constraint.oid IS NULL)\
      """;

  private UncheckedForeignKey() {}

  /** Loads rows, without the check where that is possible. An error undoes the setting, too. */
  static long withoutCheck(Session session, LongSupplier rows) {
    if (session.isDistributed()) {
      // The nodes check it.
      return rows.getAsLong();
    }
    // Else somebody could create a trigger after the look.
    session.run("LOCK TABLE " + session.qualified(MEMBERS) + " IN ROW EXCLUSIVE MODE");
    boolean unchecked = begin(session);
    long count = rows.getAsLong();
    if (unchecked) {
      session.run("SET LOCAL session_replication_role TO DEFAULT");
    }
    return count;
  }

  private static boolean begin(Session session) {
    Connection connection = session.connection();
    String tables =
        regclass(session.qualified(MEMBERS)) + ", " + regclass(session.qualified(ORGANIZATIONS));
    try {
      String right =
          connection.getMetaData().getDatabaseMajorVersion() < GRANTABLE
              ? "current_setting('is_superuser')::boolean"
              : "has_parameter_privilege('session_replication_role', 'SET')";
      String sql = BEGIN.formatted(right, tables, tables, INSERT_OR_DELETE).replace("\n", "");
      session.log().statement(sql, List.of());
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet set = statement.executeQuery()) {
        return set.next();
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private static String regclass(String name) {
    return "'" + name.replace("'", "''") + "'::regclass";
  }
}
