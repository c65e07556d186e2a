package orgs.database;

import static orgs.config.DatabaseException.Kind.NOT_MIGRATED;
import static orgs.config.DatabaseException.Kind.TOO_NEW;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.postgresql.core.BaseConnection;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.database.migration.Migrations;
import orgs.database.sql.Statements;

/** Looks up a schema's version, by one cheap statement, so that Flyway isn't needed. */
final class SchemaVersion {

  private SchemaVersion() {}

  static OpenSchema open(Connection connection, String schema, Consumer<String> echo)
      throws SQLException {
    String sql =
        "SELECT version, pg_catalog.to_regclass('pg_catalog.pg_dist_partition'), "
            + FixedPathConnection.PROOF
            + " FROM "
            + Statements.quoted(schema)
            + ".flyway_schema_history WHERE success AND version IS NOT NULL"
            + " ORDER BY installed_rank DESC LIMIT 1";
    echo.accept(sql);
    FixedPathConnection path = connection.unwrap(FixedPathConnection.class);
    try (Statement statement = connection.createStatement();
        ResultSet result = path.queryInAnyPath(statement, sql)) {
      if (!result.next()) {
        return new OpenSchema(connection, 0, false);
      }
      path.isFixedIf(result.getInt(3), result.getString(4));
      boolean distributed =
          result.getString(2) != null && isDistributed(new Statements(connection, echo), schema);
      return new OpenSchema(connection, number(result.getString(1)), distributed);
    } catch (SQLException e) {
      if ("42P01".equals(e.getSQLState()) || "3F000".equals(e.getSQLState())) {
        refuseWorker(connection, schema);
        return new OpenSchema(connection, 0, false);
      }
      throw e;
    }
  }

  /**
   * Refuses a schema that isn't to be migrated without being asked: a newer one, and one that isn't
   * in the local database.
   *
   * @param version another one than this build needs
   * @throws DatabaseException (NOT_MIGRATED, TOO_NEW)
   */
  static void requireMigratable(long version, ConnectionSettings settings) {
    String schema = "schema " + settings.schema();
    if (version > Migrations.VERSION) {
      throw new DatabaseException(
          TOO_NEW,
          schema
              + " has version "
              + version
              + ", newer than this orgs ("
              + Migrations.VERSION
              + ")",
          "install a newer orgs",
          null);
    }
    if (!settings.isLocal()) {
      throw new DatabaseException(
          NOT_MIGRATED,
          version == 0
              ? schema + " is not migrated"
              : schema + " has version " + version + ", this orgs needs " + Migrations.VERSION,
          "run: orgs db migrate",
          null);
    }
  }

  /**
   * A worker has the tables, but not the schema's version, and the schema can't be migrated there.
   */
  static void refuseWorker(Connection connection, String schema) throws SQLException {
    CitusCatalog catalog = new CitusCatalog(new Statements(connection, unseen -> {}), schema);
    if (catalog.isThere()) {
      catalog.requireCoordinator();
    }
  }

  private static boolean isDistributed(Statements statements, String schema) throws SQLException {
    boolean distributed = new CitusCatalog(statements, schema).isDistributed();
    if (distributed) {
      setStandardConformingStrings(statements);
    }
    return distributed;
  }

  /**
   * The coordinator writes literals for the workers as its session has this setting, and they read
   * them as theirs have it, so that a literal with a backslash could become another one on the way.
   */
  private static void setStandardConformingStrings(Statements statements) throws SQLException {
    if (!statements.connection().unwrap(BaseConnection.class).getStandardConformingStrings()) {
      statements.run("SET standard_conforming_strings = on");
    }
  }

  /** Versions of orgs are small whole numbers; another tool's history may have any. */
  private static long number(String version) {
    String whole = version.split("[._]", 2)[0];
    return whole.matches("[0-9]{1,18}") ? Long.parseLong(whole) : Long.MAX_VALUE;
  }
}
