package orgs.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** One of a Citus cluster's workers, at its own address. */
public record ClusterNode(String host, int port, PGSimpleDataSource database) {

  /** All of them, in the cluster's order. */
  public static List<ClusterNode> workers(TestOrgs orgs) {
    return orgs
        .table("SELECT nodename, nodeport FROM pg_dist_node WHERE groupid <> 0 ORDER BY nodeid")
        .stream()
        .map(row -> at(orgs, row.get(0), Integer.parseInt(row.get(1))))
        .toList();
  }

  private static ClusterNode at(TestOrgs orgs, String host, int port) {
    PGSimpleDataSource database = orgs.database();
    database.setServerNames(new String[] {host});
    database.setPortNumbers(new int[] {port});
    return new ClusterNode(host, port, database);
  }

  /** Sets something, and reads this node's own tables: the first column. */
  public List<String> query(String setting, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(setting);
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements in one session of this node. */
  public void execute(String... statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills one of its processes, so that all of them end at once and it recovers from its log. */
  public void kill() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'");
      throw new IllegalStateException(this + " lives on");
    } catch (SQLException e) {
      // As it should.
    }
  }

  /** Waits until it works again, and what was prepared on it is committed or rolled back. */
  public void awaitRecovery(TestOrgs orgs) {
    Eventually.that(this + " works again", () -> recovers(orgs));
  }

  private boolean recovers(TestOrgs orgs) {
    try (Connection connection = database.getConnection()) {
      orgs.query("SELECT recover_prepared_transactions()");
      return connection.isValid((int) Eventually.LONGEST.toSeconds());
    } catch (SQLException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
