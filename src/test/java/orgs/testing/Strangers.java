package orgs.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database in whose schema {@code public} another user has created operators, functions, types
 * and views under the names of PostgreSQL's own and of ours, on each node of a cluster.
 */
public final class Strangers implements AutoCloseable {

  /** A superuser, whose privileges strangers would like to use. */
  public static final String VICTIM = "victim";

  public static final String PASSWORD = "secret";

  private static final String DATABASE = "strangers";

  private final TestOrgs owner = TestOrgs.unmigrated();
  private final List<PGSimpleDataSource> servers = new ArrayList<>();
  private final boolean cluster = TestServer.get().isCluster();

  /** Creates it. */
  public Strangers() throws SQLException, IOException {
    servers.add(owner.database());
    if (cluster) {
      ClusterNode.workers(owner).forEach(node -> servers.add(node.database()));
    }
    for (PGSimpleDataSource server : servers) {
      execute(server, "CREATE DATABASE " + DATABASE);
      server.setDatabaseName(DATABASE);
      execute(
          server,
          (cluster ? "CREATE EXTENSION citus; " : "") + "CREATE SCHEMA IF NOT EXISTS public");
    }
    if (cluster) {
      join();
    }
    execute("CREATE EXTENSION pg_trgm SCHEMA public; CREATE EXTENSION btree_gin SCHEMA public");
    execute("CREATE ROLE " + VICTIM + " LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'");
    try (InputStream in = Strangers.class.getResourceAsStream("strangers.sql")) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String here = cluster ? "SET citus.enable_ddl_propagation = off;" : "";
      for (PGSimpleDataSource server : servers) {
        execute(server, here + sql.replace("STRANGER", "public"));
      }
    }
  }

  private void join() throws SQLException {
    PGSimpleDataSource first = servers.get(0);
    execute(first, "SELECT citus_set_coordinator_host('%s', %d)".formatted(place(first)));
    for (PGSimpleDataSource node : servers.subList(1, servers.size())) {
      execute(first, "SELECT citus_add_node('%s', %d)".formatted(place(node)));
    }
  }

  private static Object[] place(PGSimpleDataSource node) {
    return new Object[] {node.getServerNames()[0], node.getPortNumbers()[0]};
  }

  public boolean areOnCluster() {
    return cluster;
  }

  /** Changes the database, on the node that coordinates. */
  public void execute(String sql) throws SQLException {
    execute(servers.get(0), sql);
  }

  private static void execute(PGSimpleDataSource server, String sql) throws SQLException {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = pg_catalog");
      statement.execute(sql);
    }
  }

  /** How often anything of theirs was run. */
  public long calls() throws SQLException {
    long calls = 0;
    for (PGSimpleDataSource server : servers) {
      try (Connection connection = server.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SET search_path = pg_catalog");
        try (ResultSet row =
            statement.executeQuery("SELECT last_value, is_called FROM strangers.calls")) {
          row.next();
          calls += row.getBoolean(2) ? row.getLong(1) : 0;
        }
      }
    }
    return calls;
  }

  /** A user of this database: a superuser. */
  public TestOrgs victim() {
    TestOrgs victim = TestOrgs.unmigrated();
    String url =
        victim.url().replaceFirst("//[^@]*@", "//").replaceFirst("/[a-z]+$", "/" + DATABASE);
    victim.environment().put("ORGS_DATABASE_URL", url);
    victim.environment().put("PGUSER", VICTIM);
    victim.environment().put("PGPASSWORD", PASSWORD);
    return victim;
  }

  @Override
  public void close() throws SQLException {
    for (PGSimpleDataSource server : servers) {
      server.setDatabaseName(owner.database().getDatabaseName());
      execute(server, "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    }
    execute("DROP ROLE IF EXISTS " + VICTIM);
  }
}
