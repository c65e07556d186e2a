package orgs.database.admin;

import static orgs.config.DatabaseException.Kind.UNUSABLE;
import static orgs.config.DatabaseException.usage;

import java.sql.Connection;
import java.sql.SQLException;
import orgs.config.DatabaseException;
import orgs.database.Database;
import orgs.database.sql.SqlStates;
import orgs.database.sql.Statements;

/**
 * Gives a role the privileges that all commands need except those that migrate or drop. Other
 * privileges are revoked: a writer can be made a reader.
 */
public final class Grants {

  private static final String UNDEFINED_OBJECT = "42704";

  /** What a role may do with the organizations and members of a schema. */
  public enum Access {
    reader,
    writer
  }

  private final Database database;
  private final Connection connection;
  private final Statements statements;
  private final String schema;
  private final String role;
  private final String quotedRole;

  private final String organizations;
  private final String members;
  private final String history;
  private final String sequences;

  /**
   * Gives nothing yet.
   *
   * @param connection in the transaction that gives them
   */
  public Grants(Database database, Connection connection, String role) {
    this.database = database;
    this.connection = connection;
    this.schema = database.settings().schema();
    this.role = role;
    this.statements = database.statements(connection);
    this.quotedRole = Statements.quoted(role);
    this.organizations = qualified("organizations");
    this.members = qualified("members");
    this.history = qualified("flyway_schema_history");
    this.sequences =
        qualified("organizations_org_id_seq") + ", " + qualified("members_member_id_seq");
  }

  /**
   * Gives them, within the open transaction.
   *
   * @throws DatabaseException (USAGE) when there is no such role, (UNUSABLE) when the user has no
   *     grant options for them
   */
  public void give(Access access) {
    try {
      statements.run("GRANT USAGE ON SCHEMA " + Statements.quoted(schema) + " TO " + quotedRole);
      String tables = organizations + ", " + members;
      statements.run("REVOKE ALL ON " + tables + ", " + history + " FROM " + quotedRole);
      statements.run("REVOKE ALL ON SEQUENCE " + sequences + " FROM " + quotedRole);
      statements.run("GRANT SELECT ON " + tables + ", " + history + " TO " + quotedRole);
      if (access == Access.writer) {
        statements.run("GRANT INSERT, UPDATE, DELETE ON " + tables + " TO " + quotedRole);
        // An import doesn't need it, a restore that brings ids does.
        statements.run(
            "GRANT USAGE, SELECT, UPDATE ON SEQUENCE " + sequences + " TO " + quotedRole);
      }
      giveTemporaryTables();
      // A privilege without its grant option is a mere warning.
      requireRights(access);
    } catch (SQLException e) {
      if (UNDEFINED_OBJECT.equals(e.getSQLState())) {
        throw usage(
            "no role '" + role + "' on this server", "create it with: CREATE ROLE name LOGIN", e);
      }
      if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw noGrantOption(e);
      }
      throw database.failure(e);
    }
  }

  /** Usually every role may create them. */
  private void giveTemporaryTables() throws SQLException {
    if (!statements.is("SELECT has_database_privilege(?, current_database(), 'TEMPORARY')", role)) {
      statements.run(
          "GRANT TEMPORARY ON DATABASE "
              + Statements.quoted(connection.getCatalog())
              + " TO "
              + quotedRole);
    }
  }

  private void requireRights(Access access) throws SQLException {
    boolean granted =
        statements.is("SELECT has_schema_privilege(?, ?, 'USAGE')", role, schema)
            && mayOn(organizations, "SELECT")
            && mayOn(members, "SELECT")
            && mayOn(history, "SELECT")
            && statements.is(
                "SELECT has_database_privilege(?, current_database(), 'TEMPORARY')", role);
    for (String right : new String[] {"INSERT", "UPDATE", "DELETE"}) {
      granted &= access == Access.reader || mayOn(organizations, right) && mayOn(members, right);
    }
    if (!granted) {
      throw noGrantOption(null);
    }
  }

  private boolean mayOn(String table, String right) throws SQLException {
    return statements.is("SELECT has_table_privilege(?, ?, ?)", role, table, right);
  }

  private DatabaseException noGrantOption(SQLException cause) {
    return new DatabaseException(
        UNUSABLE,
        "no right to grant what '" + role + "' needs in schema " + schema,
        "nothing was done; the owner of the schema can do it",
        cause);
  }

  private String qualified(String name) {
    return Statements.quoted(schema) + "." + Statements.quoted(name);
  }
}
