package orgs.database.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import orgs.config.DatabaseException;
import orgs.database.sql.Statements;

/**
 * Refuses a schema in which another user has created functions or operators. Migrations name their
 * tables without a schema, so that this one is on the search path, where a function or an operator
 * that fits better is taken before PostgreSQL's own. Superusers are trusted, and so are extensions.
 */
public final class SchemaTrust {

  private static final String OTHERS =
      "SELECT pg_get_userbyid(owner) FROM"
          + " (SELECT 'pg_proc'::regclass AS class, oid, proowner AS owner, pronamespace AS schema"
          + " FROM pg_proc UNION ALL"
          + " SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator) AS code"
          + " JOIN pg_namespace ON pg_namespace.oid = code.schema"
          + " JOIN pg_roles ON pg_roles.oid = owner"
          + " WHERE nspname = ? AND NOT rolsuper AND rolname <> current_user"
          + " AND NOT EXISTS (SELECT FROM pg_depend"
          + " WHERE classid = class AND objid = code.oid AND deptype = 'e') LIMIT 1";

  private SchemaTrust() {}

  /**
   * Refuses a schema that can't be trusted.
   *
   * @throws DatabaseException (UNUSABLE)
   */
  public static void require(Connection connection, String schema) throws SQLException {
    List<String> others = new Statements(connection, unseen -> {}).texts(OTHERS, schema);
    if (!others.isEmpty()) {
      throw new DatabaseException(
          DatabaseException.Kind.UNUSABLE,
          "schema %s has functions or operators of role %s, which a migration could run"
              .formatted(schema, others.get(0)),
          "nothing was done; drop them, or use another --schema",
          null);
    }
  }
}
