package orgs.database.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import orgs.config.DatabaseException;
import orgs.config.DatabaseException.Kind;
import orgs.database.sql.Statements;

/** Migrates a schema to the version that this build works with. */
public final class Migrations {
  private static final List<String> SCRIPTS =
      List.of(
          "V1__organizations_and_members.sql", "V2__member_search.sql", "V3__name_statistics.sql");

  /**
   * The schema version this build needs: the highest V in db/. A compile-time constant, so that a
   * command that only compares it loads neither this class nor Flyway.
   */
  public static final int VERSION = 3;

  private static final String FILES = "classpath:db";

  /** Seconds to wait for another process's migration; building an index takes minutes. */
  private static final int LOCK_SECONDS = 600;

  /** The codes of a duplicate schema, and of a unique violation in the catalog. */
  private static final Set<String> CREATED_MEANWHILE = Set.of("42P06", "23505");

  private Migrations() {}

  /** Migrates with the files that this build brings; see the last method of this name. */
  public static int migrate(DataSource database, String schema, Consumer<String> messages) {
    return migrate(database, schema, messages, statement -> {});
  }

  /**
   * Migrates with the files that this build brings, and shows every statement.
   *
   * @param echo gets each statement of a migration after it was run
   */
  public static int migrate(
      DataSource database, String schema, Consumer<String> messages, Consumer<String> echo) {
    return migrate(database, schema, FILES, messages, echo);
  }

  /**
   * Migrates a schema, which is created when missing; its history is the table
   * flyway_schema_history in it. Several processes may do so at once: they take turns. Repairs
   * nothing and drops nothing.
   *
   * @param location where the files are, as {@code classpath:} or {@code filesystem:}
   * @param messages gets one line before the first migration and one for each warning of the
   *     server, none when there is nothing to do
   * @return how many migrations were applied, all in one transaction
   * @throws DatabaseException TOO_NEW when a newer build migrated the schema, UNUSABLE when a right
   *     is missing, UNREACHABLE, or NOT_MIGRATED when the history differs from the files or a
   *     migration fails
   */
  public static int migrate(
      DataSource database, String schema, String location, Consumer<String> messages) {
    return migrate(database, schema, location, messages, statement -> {});
  }

  private static int migrate(
      DataSource database,
      String schema,
      String location,
      Consumer<String> messages,
      Consumer<String> echo) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // Whatever the server's default: after a wait for another migration, its result is seen.
      statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
      int applied = migrate(connection, schema, location, messages, echo);
      connection.commit();
      return applied;
    } catch (SQLException e) {
      throw MigrationErrors.translate(e, schema);
    }
  }

  /**
   * Migrates with the files that this build brings, in the transaction that is open on this
   * connection and sees what others have committed meanwhile. It is to be rolled back where this
   * throws.
   */
  public static int migrate(
      Connection transaction, String schema, Consumer<String> messages, Consumer<String> echo) {
    return migrate(transaction, schema, FILES, messages, echo);
  }

  private static int migrate(
      Connection transaction,
      String schema,
      String location,
      Consumer<String> messages,
      Consumer<String> echo) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .loggers(SilentLog.class.getName())
            .dataSource(new SingleConnectionDataSource(transaction))
            .group(true)
            .schemas(schema)
            .defaultSchema(schema)
            .createSchemas(false)
            .locations(location)
            .callbacks(new MigrationCallback(schema, messages, echo))
            .cleanDisabled(true)
            .lockRetryCount(LOCK_SECONDS)
            .load();
    try {
      createSchema(transaction, schema);
      MigrationInfo[] all = flyway.info().all();
      // Flyway itself accepts a newer schema.
      if (any(all, info -> info.getState().name().startsWith("FUTURE"))) {
        throw new DatabaseException(
            Kind.TOO_NEW,
            "the schema \"%s\" was migrated by a newer orgs".formatted(schema),
            "install that version, or use another --schema",
            null);
      }
      if (any(all, info -> !info.getState().isApplied())) {
        SchemaTrust.require(transaction, schema);
        messages.accept("migrating the schema \"%s\"".formatted(schema));
      }
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException | SQLException e) {
      throw MigrationErrors.translate(e, schema);
    }
  }

  /**
   * The search path of a migration, as SQL text: its schema, and no other one except PostgreSQL's
   * own, which comes first where it isn't named.
   */
  public static String searchPath(String schema) {
    return Statements.quoted(schema) + ", pg_temp";
  }

  /** The texts of the migrations, in their order. */
  public static List<String> scripts() {
    return SCRIPTS.stream().map(Migrations::text).toList();
  }

  private static String text(String script) {
    try (InputStream in = Migrations.class.getResourceAsStream("/db/" + script)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates the schema: Flyway would try ten times, a second apart, without the privilege. */
  private static void createSchema(Connection connection, String schema) throws SQLException {
    Statements statements = new Statements(connection, unseen -> {});
    // IF NOT EXISTS needs the privilege to create even for a schema that exists.
    if (!statements.texts("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema).isEmpty()) {
      return;
    }
    Savepoint before = connection.setSavepoint();
    try {
      statements.run("CREATE SCHEMA IF NOT EXISTS " + Statements.quoted(schema));
    } catch (SQLException e) {
      if (!CREATED_MEANWHILE.contains(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
    }
  }

  private static boolean any(MigrationInfo[] all, Predicate<MigrationInfo> condition) {
    return Arrays.stream(all).anyMatch(condition);
  }
}
