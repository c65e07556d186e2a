package orgs.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * A connection whose search path is PostgreSQL's own schema: no statement runs an operator or a
 * function, or reads a table, that another user has created under a name of PostgreSQL's.
 *
 * <p>The login asks for this path. A pooler may refuse that, or ignore it, and may give each
 * transaction another session of the server. So each transaction sets the path first, until a
 * statement has shown that the session is the one of the login and has the path.
 */
public final class FixedPathConnection extends PgConnection {

  /** Temporary tables come last, or one could stand in for a table of the catalog. */
  public static final String PATH = "pg_catalog, pg_temp";

  /**
   * Selects what shows whether the path holds, for {@link #isFixedIf}; safe to select with any
   * path.
   */
  static final String PROOF =
      "pg_catalog.pg_backend_pid(), pg_catalog.current_setting('search_path')";

  /** The path among the options of a login, where no blank may be in a value. */
  private static final String OPTION_VALUE = PATH.replace(" ", "");

  private QueryExecutor perTransaction;

  /** False while the constructor of the driver's class is at work. */
  private boolean setsPath;

  FixedPathConnection(HostSpec[] hosts, Properties settings, String url) throws SQLException {
    super(hosts, settings, url);
    setsPath = true;
  }

  /**
   * Adds the path to the options of a login. The last of several values is the one that counts.
   *
   * @param options others, or null
   */
  static String withPath(String options) {
    return (options == null ? "" : options + " ") + "-c search_path=" + OPTION_VALUE;
  }

  /**
   * Runs a query without setting the path.
   *
   * @param sql names the schema of everything that a search path could decide about
   */
  ResultSet queryInAnyPath(Statement statement, String sql) throws SQLException {
    boolean before = setsPath;
    setsPath = false;
    try {
      return statement.executeQuery(sql);
    } finally {
      setsPath = before;
    }
  }

  /**
   * Leaves the path to the login, if a row with the {@link #PROOF} shows that it holds. At login a
   * pooler reports a process id of its own invention.
   */
  void isFixedIf(int process, String path) {
    setsPath = process != getBackendPID() || !OPTION_VALUE.equals(path);
  }

  /** Everything that the driver sends passes through this executor. */
  @Override
  public QueryExecutor getQueryExecutor() {
    if (!setsPath) {
      return super.getQueryExecutor();
    }
    if (perTransaction == null) {
      perTransaction = PathPerTransaction.over(super.getQueryExecutor());
    }
    return perTransaction;
  }
}
