package orgs.database.migration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Gives Flyway one connection again and again, in the transaction that is open on it and that its
 * owner ends. Flyway asks for two connections, of which one waits while the other works, and a
 * pooler may have no second one; and it begins and commits several transactions, of which a signal
 * or a lost connection would leave some. Flyway's own search path isn't set: it names the schema
 * before PostgreSQL's, and a pooler would pass it on to other clients.
 *
 * <p><b>Ownership</b>: the connection belongs to the caller; nothing here closes it.
 */
final class SingleConnectionDataSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  private static final String SET_PATH = "SELECT set_config('search_path', ?, false)";

  private static final String SET_NOTHING = "SELECT ?";

  private final transient Connection connection;
  private final transient Connection shared;

  /** The setting that Flyway believes the connection to have. */
  private boolean autoCommit = true;

  SingleConnectionDataSource(Connection connection) {
    this.connection = connection;
    this.shared =
        (Connection)
            Proxy.newProxyInstance(
                SingleConnectionDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object... arguments) throws Throwable {
    switch (method.getName()) {
      case "close", "commit" -> {
        return null;
      }
      case "setAutoCommit" -> {
        autoCommit = (Boolean) arguments[0];
        return null;
      }
      case "getAutoCommit" -> {
        return autoCommit;
      }
      case "prepareStatement" -> {
        if (SET_PATH.equals(arguments[0])) {
          arguments[0] = SET_NOTHING;
        }
      }
      default -> {
        // A ROLLBACK is passed on, too: it comes after a failure, which undoes all of the work.
      }
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Connection getConnection(String user, String password) {
    return shared;
  }
}
