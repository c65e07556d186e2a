package orgs.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.TransactionState;

/**
 * Begins each transaction with the {@linkplain FixedPathConnection#PATH search path}. A statement
 * outside of a transaction becomes one, for the next statement may be sent to another session.
 */
final class PathPerTransaction implements InvocationHandler {

  /** Where {@link QueryExecutor#execute} has its flags. */
  private static final int FLAGS = 5;

  private static final int SEND =
      QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_NO_METADATA
          | QueryExecutor.QUERY_NO_RESULTS;

  private final QueryExecutor executor;

  private PathPerTransaction(QueryExecutor executor) {
    this.executor = executor;
  }

  static QueryExecutor over(QueryExecutor executor) {
    return proxy(QueryExecutor.class, new PathPerTransaction(executor));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "execute" -> execute(method, arguments);
      case "startCopy" -> startCopy((String) arguments[0], (boolean) arguments[1]);
      default -> call(executor, method, arguments);
    };
  }

  private Object execute(Method method, Object[] arguments) throws Throwable {
    boolean alone = begin() && ((int) arguments[FLAGS] & QueryExecutor.QUERY_SUPPRESS_BEGIN) != 0;
    return alone
        ? endingWith(() -> call(executor, method, arguments))
        : call(executor, method, arguments);
  }

  private CopyOperation startCopy(String sql, boolean alone) throws Throwable {
    if (!begin() || !alone) {
      return executor.startCopy(sql, alone);
    }
    CopyOperation copy;
    try {
      copy = executor.startCopy(sql, true);
    } catch (SQLException e) {
      end(e);
      throw e;
    }
    InvocationHandler untilItsEnd =
        (proxy, method, arguments) -> {
          boolean isRunning = copy.isActive();
          Object result;
          try {
            result = call(copy, method, arguments);
          } catch (Throwable e) {
            if (!copy.isActive()) {
              end(e);
            }
            throw e;
          }
          if (isRunning && !copy.isActive()) {
            end(null);
          }
          return result;
        };
    return copy instanceof CopyOut
        ? proxy(CopyOut.class, untilItsEnd)
        : proxy(CopyIn.class, untilItsEnd);
  }

  /** Begins a transaction where there is none. */
  private boolean begin() throws SQLException {
    if (executor.getTransactionState() != TransactionState.IDLE) {
      return false;
    }
    // The driver sends BEGIN along.
    send("SET LOCAL search_path = " + FixedPathConnection.PATH, SEND);
    return true;
  }

  private Object endingWith(Call call) throws Throwable {
    Object result;
    try {
      result = call.run();
    } catch (Throwable e) {
      end(e);
      throw e;
    }
    end(null);
    return result;
  }

  /** Ends the transaction of a single statement; an earlier failure counts more than one here. */
  private void end(Throwable failure) throws SQLException {
    if (executor.isClosed() || executor.getTransactionState() == TransactionState.IDLE) {
      return;
    }
    try {
      send(failure == null ? "COMMIT" : "ROLLBACK", SEND | QueryExecutor.QUERY_SUPPRESS_BEGIN);
    } catch (SQLException e) {
      if (failure == null) {
        throw e;
      }
      failure.addSuppressed(e);
    }
  }

  private void send(String sql, int flags) throws SQLException {
    Query query = executor.createSimpleQuery(sql);
    try {
      executor.execute(query, null, new Unseen(), 0, 0, flags);
    } finally {
      query.close();
    }
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            PathPerTransaction.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Ignores results; errors are thrown. */
  private static final class Unseen extends ResultHandlerBase {
    @Override
    public void handleWarning(SQLWarning warning) {
      // No warning about a setting or the end of a transaction matters.
    }
  }

  private interface Call {
    Object run() throws Throwable;
  }
}
