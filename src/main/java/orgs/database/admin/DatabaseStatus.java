package orgs.database.admin;

import static orgs.config.DatabaseException.Kind.UNREACHABLE;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import orgs.config.DatabaseException;
import orgs.config.Setting;
import orgs.database.Database;
import orgs.database.OpenSchema;
import orgs.database.migration.Migrations;

/**
 * The state of a database.
 *
 * @param settings which database is meant, and why
 * @param state in words
 * @param version of the schema; 0 when it is not migrated, null when it can't be asked for
 * @param nodes of the cluster that members are distributed over
 * @param problem why it can't be asked for, or null
 */
public record DatabaseStatus(
    List<Setting> settings,
    String state,
    Long version,
    List<NodeShare> nodes,
    DatabaseException.Kind problem) {

  /** Reports the database's state; starts and changes nothing. */
  public static DatabaseStatus of(Database database) {
    if (database.isStopped()) {
      return problem(database, "the local database is not running", UNREACHABLE);
    }
    try (Connection connection = database.connect()) {
      OpenSchema schema = database.open(connection);
      List<NodeShare> nodes =
          schema.isCurrent() && schema.distributed()
              ? NodeShare.ofAllNodes(database.statements(connection), database.settings().schema())
              : List.of();
      return new DatabaseStatus(
          database.settings().described(), state(schema), schema.version(), nodes, null);
    } catch (SQLException e) {
      DatabaseException failure = database.failure(e);
      return problem(database, failure.getMessage(), failure.kind());
    } catch (DatabaseException e) {
      return problem(database, e.getMessage(), e.kind());
    }
  }

  private static String state(OpenSchema schema) {
    if (schema.isCurrent()) {
      return "ready";
    }
    return schema.version() == 0
        ? "not migrated"
        : "not the version that this orgs needs: " + Migrations.VERSION;
  }

  private static DatabaseStatus problem(
      Database database, String message, DatabaseException.Kind kind) {
    return new DatabaseStatus(database.settings().described(), message, null, List.of(), kind);
  }

  /** Whether commands can work with it. */
  public boolean current() {
    return version != null && version == Migrations.VERSION;
  }
}
