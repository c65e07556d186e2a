package orgs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import orgs.codegen.ThrowawayServer;

/** The one PostgreSQL of a test run, which logs every statement. It ends with the run. */
final class TestServer {

  /** Log lines begin with the application's name, which every {@link TestOrgs} has of its own. */
  static final String LOG_MARK = "<<";

  private static ThrowawayServer server;

  private TestServer() {}

  static synchronized ThrowawayServer get() {
    if (server == null) {
      try {
        server =
            new ThrowawayServer(
                Path.of("target"),
                Map.of(
                    "log_statement", "all",
                    "log_line_prefix", LOG_MARK + "%a>> ",
                    "log_parameter_max_length", "-1",
                    "log_min_messages", "warning"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return server;
  }
}
