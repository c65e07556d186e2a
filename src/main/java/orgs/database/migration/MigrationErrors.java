package orgs.database.migration;

import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import orgs.config.DatabaseException;
import orgs.config.DatabaseException.Kind;
import orgs.database.sql.SqlStates;

/** Says in one line why a schema can't be migrated. */
final class MigrationErrors {

  /** A missing privilege, a read-only server, timeouts of statements and locks, a full disk. */
  private static final Set<String> UNUSABLE =
      Set.of(SqlStates.INSUFFICIENT_PRIVILEGE, "25006", "57014", "55P03", "53100");

  private MigrationErrors() {}

  static DatabaseException translate(Exception e, String schema) {
    if (e instanceof FlywayValidateException) {
      return new DatabaseException(
          Kind.NOT_MIGRATED,
          "the schema \"%s\" was not made by the migrations of this orgs".formatted(schema),
          "use another --schema, or restore its table flyway_schema_history",
          e);
    }
    if (e instanceof FlywayException flyway
        && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return new DatabaseException(
          Kind.NOT_MIGRATED,
          "the schema \"%s\" already holds something else".formatted(schema),
          "use another --schema, which is created when missing",
          e);
    }
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
    String message =
        "cannot migrate the schema \"%s\": %s".formatted(schema, firstLine(cause.getMessage()));
    return new DatabaseException(kind(state), message, hint(state), e);
  }

  private static Kind kind(String sqlState) {
    String state = sqlState == null ? "" : sqlState;
    if (SqlStates.isUnreachable(state)) {
      return Kind.UNREACHABLE;
    }
    if (state.startsWith("28") || state.startsWith("3D")) {
      return Kind.REFUSED;
    }
    return UNUSABLE.contains(state) ? Kind.UNUSABLE : Kind.NOT_MIGRATED;
  }

  private static String hint(String sqlState) {
    if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(sqlState)) {
      return "migrating needs permission to create the schema and its contents";
    }
    return kind(sqlState) == Kind.NOT_MIGRATED ? "nothing of the failed migration was kept" : null;
  }

  private static String firstLine(String message) {
    return message == null
        ? "no reason given"
        : message.lines().map(String::strip).filter(s -> !s.isEmpty()).findFirst().orElse("");
  }
}
