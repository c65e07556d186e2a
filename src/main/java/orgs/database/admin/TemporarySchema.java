package orgs.database.admin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.database.Database;
import orgs.database.sql.Statements;

/**
 * A migrated schema that is dropped when it is closed. Its owner holds an advisory lock as long as
 * it lives; a killed process leaves a schema without a lock, and the next one drops it.
 */
public final class TemporarySchema implements AutoCloseable {

  private static final String PREFIX = "orgs_demo_";

  private final Database database;
  private final Connection lock;
  private boolean closed;

  private TemporarySchema(Database database, Connection lock) {
    this.database = database;
    this.lock = lock;
  }

  /**
   * Creates such a schema in this database.
   *
   * @param begun is given the schema before there is anything in it; closing it from another thread
   *     waits until it is complete
   * @throws DatabaseException when the database can't be used
   */
  public static TemporarySchema create(Database database, Consumer<TemporarySchema> begun) {
    String name = PREFIX + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    Database own = database.withSchema(name);
    Connection connection = null;
    try {
      connection = own.connect();
      Statements statements = new Statements(connection, unseen -> {});
      statements.run("SELECT pg_advisory_lock(hashtextextended('" + name + "', 0))");
      dropAbandoned(own, statements);
      TemporarySchema schema = new TemporarySchema(own, connection);
      try {
        synchronized (schema) {
          begun.accept(schema);
          own.migrate();
        }
        return schema;
      } catch (RuntimeException e) {
        schema.close();
        throw e;
      }
    } catch (SQLException e) {
      throw own.failure(e);
    }
  }

  /** The settings that lead to this schema. */
  public ConnectionSettings settings() {
    return database.settings();
  }

  /** Drops the schema with its tables, and nothing else; the first call does it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lock) {
      SchemaDropping.dropOwn(database);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  private static void dropAbandoned(Database database, Statements statements) throws SQLException {
    List<String> abandoned =
        statements.texts(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^"
                + PREFIX
                + "[0-9a-f]{12}$'"
                + " AND pg_has_role(nspowner, 'USAGE')"
                + " AND pg_try_advisory_lock(hashtextextended(nspname::text, 0))");
    // Its own schema isn't there yet, so every schema found belongs to a process that has ended.
    for (String schema : abandoned) {
      SchemaDropping.dropOwn(database.withSchema(schema));
    }
  }
}
