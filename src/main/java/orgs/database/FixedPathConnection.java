package orgs.database;

import java.sql.SQLException;
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
final class FixedPathConnection extends PgConnection {

  /** Temporary tables come last, or one could stand in for a table of the catalog. */
  static final String PATH = "pg_catalog, pg_temp";

  /** What tells whether the path holds, for {@link #isFixedIf}; safe to select with any path. */
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
   * Runs a statement without setting the path.
   *
   * @param work names the schema of everything that a search path could decide about
   */
  <T> T inAnyPath(SqlWork<T> work) throws SQLException {
    boolean before = setsPath;
    setsPath = false;
    try {
      return work.run();
    } finally {
      setsPath = before;
    }
  }

  /**
   * Leaves the path to the login, if a row with the {@link #PROOF} shows that it holds. A pooler
   * tells a process of its own invention at login.
   */
  void isFixedIf(int process, String path) {
    setsPath = process != getBackendPID() || !OPTION_VALUE.equals(path);
  }

  /** Where all that the driver sends passes through. */
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

  interface SqlWork<T> {
    T run() throws SQLException;
  }
}
