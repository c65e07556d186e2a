package orgs.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import javax.sql.DataSource;
import orgs.database.Migrations;

/**
 * Schemas as this build migrates them, a thousand in a test run. One that no test touches is
 * migrated; the others repeat its statements, in a tenth of the time.
 */
final class MigratedSchema {

  private static final String MODEL = TestOrgs.SCHEMAS + "model";

  private static String statements;

  private MigratedSchema() {}

  static void create(DataSource database, String schema) throws SQLException {
    migrateModel(database);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE SCHEMA %1$s;
          SET search_path = %1$s, public;
          %2$s
          CREATE TABLE flyway_schema_history (LIKE %3$s.flyway_schema_history INCLUDING ALL);
          INSERT INTO flyway_schema_history TABLE %3$s.flyway_schema_history;
          """
              .formatted(schema, statements, MODEL));
    }
  }

  private static synchronized void migrateModel(DataSource database) {
    if (statements == null) {
      StringJoiner lines = new StringJoiner("\n");
      Migrations.migrate(database, MODEL, message -> {}, lines::add);
      statements = lines.toString();
    }
  }
}
