package orgs.store.load;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;

/**
 * Leaves out the foreign key's check while members are loaded or moved whose organizations' rows
 * this transaction has locked FOR KEY SHARE: its result is known, and it is two thirds of the
 * server's work on a row.
 *
 * <p>The replication role of a replica leaves out every trigger, so there must be no other trigger,
 * and no rule. Setting it takes a privilege that superusers have and others can be granted. Without
 * it the key is checked as usual.
 */
public final class UncheckedForeignKey {

  /** From this version on the privilege can be granted. */
  private static final int GRANTABLE = 15;

  /** The bits in the type of a trigger for INSERT or DELETE. */
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
  public static long withoutCheck(Session session, LongSupplier rows) {
    // Otherwise another session could create a trigger after this check.
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
