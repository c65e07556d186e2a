package orgs.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.meta.postgres.PostgresDatabase;
import orgs.database.migration.Migrations;

/**
 * The database that jOOQ generates the schema's classes from: a throw-away server, migrated with
 * the files in db/.
 *
 * <p>Its properties: {@code migrations}, the folder of the files; {@code schema}, what to migrate;
 * and {@code directory}, where the server may put its folder.
 */
public final class MigratedDatabase extends PostgresDatabase {
  private ThrowawayServer server;
  private DSLContext context;

  /** Called many times, and from setConnection too: one server serves them all. */
  @Override
  protected DSLContext create0() {
    if (context == null) {
      try {
        start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new DataAccessException("cannot connect", e);
      }
    }
    return context;
  }

  private void start() throws IOException, SQLException {
    Properties properties = getProperties();
    server = new ThrowawayServer(Path.of(properties.getProperty("directory")), Map.of());
    Migrations.migrate(
        server.dataSource(),
        properties.getProperty("schema"),
        "filesystem:" + properties.getProperty("migrations"),
        message -> {});
    Connection connection = server.dataSource().getConnection();
    context = DSL.using(connection, SQLDialect.POSTGRES);
    // Also wanted by itself, and it asks for the context: hence after it.
    setConnection(connection);
  }

  @Override
  public void close() {
    super.close();
    try {
      if (server != null) {
        server.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
