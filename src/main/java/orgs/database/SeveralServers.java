package orgs.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** The first of several ways that leads to a server. */
final class SeveralServers extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  private final transient List<DirectDataSource> ways;

  SeveralServers(List<DirectDataSource> ways) {
    this.ways = ways;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    SQLException last = null;
    for (DirectDataSource way : ways) {
      try {
        return way.getConnection();
      } catch (SQLException e) {
        if (last != null) {
          e.addSuppressed(last);
        }
        last = e;
      }
    }
    throw last;
  }
}
