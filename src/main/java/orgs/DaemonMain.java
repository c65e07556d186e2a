package orgs;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import orgs.config.DatabaseException;
import orgs.daemon.Daemon;
import orgs.daemon.DaemonControl;
import orgs.daemon.DaemonFolder;

/** The process of a daemon. */
final class DaemonMain {

  /** The directory of the distribution, as the launcher found it. */
  private static final String HOME = "orgs.home";

  private DaemonMain() {}

  /**
   * Serves until it is stopped.
   *
   * @param out is told when clients find the daemon, and closed then
   * @param arguments as the launcher gives them: the second one is the idle limit in milliseconds
   * @return the exit code
   */
  static int run(
      Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
    try {
      Daemon daemon =
          new Daemon(
              DaemonFolder.of(environment),
              Duration.ofMillis(Long.parseLong(arguments[1])),
              Path.of(System.getProperty(HOME)),
              Path.of(System.getProperty("java.home")),
              environment,
              new WarmProgram());
      Runtime.getRuntime().addShutdownHook(new Thread(daemon::stopNow));
      boolean served = daemon.serve(version(), () -> tell(out, DaemonControl.READY));
      if (!served) {
        tell(out, DaemonControl.OTHER);
      }
      return 0;
    } catch (IOException | DatabaseException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static void tell(PrintStream out, String word) {
    out.println(word);
    out.close();
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "(development)");
  }
}
