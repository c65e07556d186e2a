package orgs.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import orgs.database.DatabaseException.Kind;

/** Brings a schema to the version that this build works with. */
public final class Migrations {
  /** The schema version this build needs: the highest V in db/. */
  public static final int VERSION = 1;

  /** Seconds to wait for another process's migration; building an index takes minutes. */
  private static final int LOCK_SECONDS = 600;

  private Migrations() {}

  /**
   * Migrates with the files this build brings: {@link #migrate(DataSource, String, String,
   * Consumer)}.
   */
  public static int migrate(DataSource database, String schema, Consumer<String> messages) {
    return migrate(database, schema, "classpath:db", messages);
  }

  /**
   * Migrates a schema, which is created when missing; its history is the table
   * flyway_schema_history in it. Several processes may do so at once: they take turns. Repairs
   * nothing and drops nothing.
   *
   * @param location where the files are, as {@code classpath:} or {@code filesystem:}
   * @param messages gets one line before the first migration, none when there is nothing to do
   * @return how many migrations were applied, each in a transaction of its own
   * @throws DatabaseException TOO_NEW when a newer build migrated the schema, REFUSED when a right
   *     is missing, UNREACHABLE, or NOT_MIGRATED when the history differs from the files or a
   *     migration fails
   */
  public static int migrate(
      DataSource database, String schema, String location, Consumer<String> messages) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .loggers(SilentLog.class.getName())
            .dataSource(database)
            .schemas(schema)
            .defaultSchema(schema)
            .locations(location)
            .cleanDisabled(true)
            .lockRetryCount(LOCK_SECONDS)
            .load();
    try {
      MigrationInfo[] all = flyway.info().all();
      if (any(all, info -> info.getState().name().startsWith("FUTURE"))) {
        throw new DatabaseException(
            Kind.TOO_NEW,
            "the schema \"%s\" was migrated by a newer orgs".formatted(schema),
            "install that one, or use another --schema",
            null);
      }
      if (any(all, info -> !info.getState().isApplied())) {
        messages.accept("migrating the schema \"%s\"".formatted(schema));
      }
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayValidateException e) {
      throw new DatabaseException(
          Kind.NOT_MIGRATED,
          "the schema \"%s\" was not made by the migrations of this orgs".formatted(schema),
          "use another --schema, or restore its table flyway_schema_history",
          e);
    } catch (FlywayException e) {
      throw failure(schema, e);
    }
  }

  private static boolean any(MigrationInfo[] all, Predicate<MigrationInfo> condition) {
    return Arrays.stream(all).anyMatch(condition);
  }

  private static DatabaseException failure(String schema, FlywayException e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    String state =
        cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    String reason =
        cause
            .getMessage()
            .lines()
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .findFirst()
            .orElse("");
    String hint = "nothing of the failed migration was kept";
    Kind kind = Kind.NOT_MIGRATED;
    if (state.startsWith("08") || state.startsWith("57P")) {
      kind = Kind.UNREACHABLE;
      hint = null;
    } else if (state.startsWith("28") || state.startsWith("3D") || state.equals("42501")) {
      kind = Kind.REFUSED;
      hint = "migrating needs the right to create the schema, its tables and extensions";
    }
    return new DatabaseException(
        kind, "cannot migrate the schema \"%s\": %s".formatted(schema, reason), hint, e);
  }
}
