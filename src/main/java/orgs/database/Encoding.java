package orgs.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import orgs.config.DatabaseException;

/**
 * Refuses databases that aren't encoded in UTF-8: most names can't be stored there, lengths are
 * counted in bytes, and patterns match bytes.
 */
final class Encoding {

  private static final String UTF8 = "UTF8";

  private Encoding() {}

  /**
   * Returns the connection, if its database is encoded in UTF-8, which the server reports at login.
   *
   * @throws DatabaseException (UNUSABLE) when it isn't; the connection is closed then
   */
  static Connection require(Connection connection) throws SQLException {
    String encoding = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
    // A pooler may leave it out.
    if (encoding == null || encoding.equals(UTF8)) {
      return connection;
    }
    String name = connection.getCatalog();
    connection.close();
    throw new DatabaseException(
        DatabaseException.Kind.UNUSABLE,
        "database " + name + " is encoded in " + encoding + ", and names need UTF8",
        "create one with: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0",
        null);
  }
}
