package orgs.server;

import java.io.PrintStream;
import java.nio.file.Path;
import orgs.config.Home;

/** Run in a JVM of its own: starts the local server of a data folder, and prints its address. */
final class StartLocalServer {
  private StartLocalServer() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    LocalServer server = new LocalServer(new Home(Path.of(args[0]), Path.of(args[1])));
    out.println(server.start(message -> {}));
  }
}
