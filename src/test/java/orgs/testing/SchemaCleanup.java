package orgs.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Drops the schemas of this run when its last test has ended, on a server that isn't its own. */
public final class SchemaCleanup implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    if (TestServer.isNamed()) {
      context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(
              SchemaCleanup.class, key -> (AutoCloseable) SchemaCleanup::drop, AutoCloseable.class);
    }
  }

  private static void drop() throws SQLException {
    try (Connection connection = TestServer.get().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> schemas = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "SELECT quote_ident(nspname) FROM pg_namespace WHERE starts_with(nspname, '%s')"
                  .formatted(TestOrgs.SCHEMAS))) {
        while (found.next()) {
          schemas.add(found.getString(1));
        }
      }
      for (String schema : schemas) {
        statement.execute("DROP SCHEMA " + schema + " CASCADE");
      }
    }
  }
}
