package orgs.database.admin;

import static orgs.config.DatabaseException.Kind.UNUSABLE;
import static orgs.config.DatabaseException.usage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import orgs.config.DatabaseException;
import orgs.database.Database;
import orgs.database.sql.Statements;

/** Decides whether a schema may be dropped, and drops those of the walkthrough. */
public final class SchemaDropping {

  private SchemaDropping() {}

  /**
   * Refuses a schema that must not be dropped.
   *
   * @param again whether it is to be created again, which needs another privilege
   * @throws DatabaseException (USAGE) when it has tables that aren't orgs's, (UNUSABLE) without the
   *     privilege to create it again
   */
  public static void requireDroppable(Database database, Connection connection, boolean again) {
    Statements statements = database.statements(connection);
    try {
      database.refuseWorker(connection);
      refuseOthersTables(statements, database.settings().schema());
      if (again) {
        requireRightToCreate(statements, database.settings().schema());
      }
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** A schema may be one that other programs use too: {@code --schema public}. */
  private static void refuseOthersTables(Statements statements, String schema) throws SQLException {
    List<String> others =
        statements.texts(
            "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
                + " WHERE nspname = ? AND relkind IN ('r', 'p', 'v', 'm', 'f')"
                + " AND relname NOT IN ('organizations', 'members', 'flyway_schema_history') LIMIT 1",
            schema);
    if (!others.isEmpty()) {
      throw usage(
          "schema " + schema + " also holds " + others.get(0) + ", which doesn't belong to orgs",
          "nothing was dropped");
    }
  }

  private static void requireRightToCreate(Statements statements, String schema)
      throws SQLException {
    if (!statements.is("SELECT has_database_privilege(current_database(), 'CREATE')")) {
      throw new DatabaseException(
          UNUSABLE,
          "no right to create schema " + schema + " again",
          "nothing was dropped; GRANT CREATE ON DATABASE gives it",
          null);
    }
  }

  /** Drops a schema of orgs's own making, into which no other program can have put anything. */
  static void dropOwn(Database database) {
    try (Connection connection = database.connect()) {
      // Local, because a pooler gives the session to other clients.
      connection.setAutoCommit(false);
      new Statements(connection, unseen -> {}).run("SET LOCAL lock_timeout = '10s'");
      String schema = Statements.quoted(database.settings().schema());
      database.statements(connection).run("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
      connection.commit();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }
}
