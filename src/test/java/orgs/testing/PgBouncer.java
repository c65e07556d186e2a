package orgs.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A PgBouncer before a server, in transaction mode: each transaction may get another session. */
public final class PgBouncer implements Closeable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

  private final Process process;
  private final ReservedPort port;

  private PgBouncer(Process process, ReservedPort port) {
    this.process = process;
    this.port = port;
  }

  /** Whether it is installed. */
  public static boolean isThere() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  /**
   * Starts one.
   *
   * @param folder an empty one for its files, in one that is the test's
   * @param connections how many it opens to the server
   */
  public static PgBouncer start(TestOrgs orgs, Path folder, int connections)
      throws IOException, InterruptedException {
    return start(orgs, folder, connections, "");
  }

  /** The same with one more line in its configuration. */
  public static PgBouncer start(TestOrgs orgs, Path folder, int connections, String setting)
      throws IOException, InterruptedException {
    ReservedPort port = new ReservedPort();
    InetSocketAddress server = orgs.serverAddress();
    String password = orgs.environment().get("PGPASSWORD");
    String user = orgs.environment().getOrDefault("PGUSER", "orgs");
    Path users =
        Files.writeString(folder.resolve("users.txt"), "\"%s\" \"%s\"\n".formatted(user, password));
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            * = host=%s port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = plain
            auth_file = %s
            pool_mode = transaction
            default_pool_size = %d
            logfile = %s
            %s
            """
                .formatted(
                    server.getHostString(),
                    server.getPort(),
                    port.number(),
                    users,
                    connections,
                    folder.resolve("pgbouncer.log"),
                    setting));
    List<String> command = new ArrayList<>();
    if (Files.getAttribute(folder, "unix:uid").equals(0)) {
      // It refuses to run as root.
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
      Files.setPosixFilePermissions(
          folder.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
      for (Path file : List.of(folder, users, settings)) {
        Files.setAttribute(file, "unix:uid", 65534);
      }
    }
    command.add(PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString());
    command.add(settings.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    PgBouncer started = new PgBouncer(process, port);
    started.awaitStart();
    return started;
  }

  public int port() {
    return port.number();
  }

  private void awaitStart() throws IOException {
    Eventually.that("PgBouncer answers or has ended", () -> !process.isAlive() || answers());
    if (!process.isAlive()) {
      close();
      throw new IOException("PgBouncer doesn't start");
    }
  }

  private boolean answers() {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
      return client.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    port.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
