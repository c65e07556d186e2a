package orgs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.codegen.ThrowawayServer;
import orgs.server.LocalServer.Address;
import orgs.server.TestHome;

/**
 * The PostgreSQL of a test run: one of its own, which logs every statement and ends with the run,
 * or the one that the environment variable ORGS_TEST_SERVER names, by the URL of a superuser.
 * Schemas of a Citus cluster are distributed there.
 */
final class TestServer {

  /** Log lines begin with the application's name, which every {@link TestOrgs} has of its own. */
  static final String LOG_MARK = "<<";

  static final String VARIABLE = "ORGS_TEST_SERVER";

  private static TestServer own;
  private static TestServer named;

  private final Supplier<Address> address;
  private final Path logFile;
  private final boolean cluster;

  private TestServer(Supplier<Address> address, Path logFile, boolean cluster) {
    this.address = address;
    this.logFile = logFile;
    this.cluster = cluster;
  }

  /** The one that is named, or else this run's own. */
  static TestServer get() {
    return isNamed() ? named() : own();
  }

  static boolean isNamed() {
    return System.getenv(VARIABLE) != null;
  }

  static synchronized TestServer own() {
    if (own == null) {
      try {
        own =
            of(
                new ThrowawayServer(
                    Path.of("target"),
                    Map.of(
                        "log_statement", "all",
                        "log_line_prefix", LOG_MARK + "%a>>%p>> ",
                        "log_parameter_max_length", "-1",
                        "log_min_messages", "warning",
                        // It would analyze tables at moments that no test knows of.
                        "autovacuum", "off",
                        "max_wal_size", "8GB",
                        "wal_level", "minimal",
                        "max_wal_senders", "0")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return own;
  }

  static TestServer of(ThrowawayServer server) {
    return new TestServer(server::address, server.logFile(), false);
  }

  private static synchronized TestServer named() {
    if (named == null) {
      Address address = address(URI.create(System.getenv(VARIABLE)));
      named = new TestServer(() -> address, null, isCluster(TestHome.dataSource(address)));
    }
    return named;
  }

  private static Address address(URI url) {
    String[] user = url.getUserInfo().split(":", 2);
    return new Address(
        url.getHost(),
        url.getPort(),
        url.getPath().substring(1),
        user[0],
        user.length > 1 ? user[1] : "");
  }

  private static boolean isCluster(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT 1 FROM pg_extension WHERE extname = 'citus'")) {
      return found.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it is now: one that was started again is elsewhere. */
  Address address() {
    return address.get();
  }

  /** Null where it can't be read. */
  Path logFile() {
    return logFile;
  }

  boolean isCluster() {
    return cluster;
  }

  /** Connections to its database, as superuser. */
  PGSimpleDataSource dataSource() {
    return TestHome.dataSource(address());
  }
}
