package orgs.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import orgs.database.migration.Migrations;

/**
 * Schemas as this build migrates them, a thousand in a test run. One that no test touches is
 * migrated; the others repeat its statements, in a tenth of the time.
 */
final class MigratedSchema {

  private static final String MODEL = TestOrgs.SCHEMAS + "model";

  /** Of each server, by its address. */
  private static final Map<String, String> STATEMENTS = new HashMap<>();

  private MigratedSchema() {}

  static void create(TestServer server, String schema) throws SQLException {
    String statements = model(server);
    try (Connection connection = server.dataSource().getConnection();
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

  private static synchronized String model(TestServer server) {
    return STATEMENTS.computeIfAbsent(
        server.address().toString(),
        address -> {
          StringJoiner lines = new StringJoiner("\n");
          Migrations.migrate(server.dataSource(), MODEL, message -> {}, lines::add);
          return lines.toString();
        });
  }
}
