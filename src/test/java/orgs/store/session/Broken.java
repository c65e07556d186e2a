package orgs.store.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** Real connections that break while they commit. */
final class Broken {

  private Broken() {}

  /** The answer to a COMMIT never arrives; the COMMIT itself does. */
  static Connection afterCommit(Connection connection) {
    return onCommit(connection, Connection::commit);
  }

  /** The COMMIT never arrives. */
  static Connection beforeCommit(Connection connection) {
    return onCommit(connection, lost -> {});
  }

  /** This happens instead of the COMMIT. */
  static Connection onCommit(Connection connection, Action action) {
    return (Connection)
        Proxy.newProxyInstance(
            Broken.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                action.on(connection);
                connection.close();
                throw new SQLException("An I/O error occurred", "08006");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  interface Action {
    void on(Connection connection) throws SQLException;
  }
}
