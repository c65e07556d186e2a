package orgs.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects to the first of several servers that can be reached and is of the kind asked for. */
final class MultiHostDataSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  /** A server that accepts no connection now may be followed by one that does. */
  private static final String NOT_NOW = "57P03";

  private final transient List<DirectDataSource> ways;
  private final TargetSession kind;

  MultiHostDataSource(List<DirectDataSource> ways, TargetSession kind) {
    this.ways = ways;
    this.kind = kind;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    try {
      return first(kind);
    } catch (SQLException e) {
      if (kind != TargetSession.PREFER_STANDBY || !leadsOn(e)) {
        throw e;
      }
      return first(TargetSession.ANY);
    }
  }

  private Connection first(TargetSession wanted) throws SQLException {
    SQLException last = null;
    for (DirectDataSource way : ways) {
      try {
        return require(wanted, way.getConnection());
      } catch (SQLException e) {
        if (last != null) {
          e.addSuppressed(last);
        }
        last = e;
        if (!leadsOn(e)) {
          break;
        }
      }
    }
    throw last;
  }

  private static Connection require(TargetSession wanted, Connection connection)
      throws SQLException {
    boolean accepted = false;
    try {
      accepted = wanted.accepts(connection);
    } finally {
      if (!accepted) {
        connection.close();
      }
    }
    if (!accepted) {
      throw new WrongServerException(wanted);
    }
    return connection;
  }

  /** As in libpq: a server that refuses a login ends the search. */
  private static boolean leadsOn(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.equals(NOT_NOW);
  }

  /** A server that can be reached, and isn't of the kind that target_session_attrs asks for. */
  static final class WrongServerException extends SQLException {
    private static final long serialVersionUID = 1L;

    private static final String CANNOT_CONNECT = "08001";

    WrongServerException(TargetSession wanted) {
      super("its sessions are not what target_session_attrs asks for: " + wanted, CANNOT_CONNECT);
    }
  }
}
