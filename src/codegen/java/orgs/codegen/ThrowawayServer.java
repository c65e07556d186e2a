package orgs.codegen;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import orgs.config.Home;
import orgs.server.LocalServer;

/**
 * An empty server for the build and the tests, which trusts its data to no disk. It ends with
 * {@link #close()}, and with this JVM however that ends: a watcher, a shell that waits for the end
 * of its input, stops it.
 */
public final class ThrowawayServer implements AutoCloseable {
  private static final Map<String, String> NOT_DURABLE =
      Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

  /**
   * Waits for the end of its input, then ends the server and deletes its folder: again and again
   * for a while, because a server that was just being started comes up late. Interrupts and
   * hang-ups are for the build, not for this.
   */
  private static final String WATCHER =
      """
      trap '' INT HUP TERM
      while read -r line; do :; done
      tries=0
      while [ -d "$1" ] && [ "$tries" -lt 300 ]; do
        pid=$(head -n 1 "$1/postgresql/postmaster.pid" 2>/dev/null)
        if [ -n "$pid" ]; then kill -INT "$pid"; else rm -rf "$1"; fi
        [ -d "$1" ] && sleep 0.1
        tries=$((tries + 1))
      done 2>/dev/null
      """;

  private static final int CLOSE_SECONDS = 60;

  private final Process watcher;
  private final LocalServer server;
  private volatile LocalServer.Address address;

  /**
   * Starts a server in a new folder.
   *
   * @param parentDirectory gets that folder for the time, and for good a folder with PostgreSQL's
   *     programs
   * @param extraSettings PostgreSQL's names and values, such as log_statement=all
   */
  public ThrowawayServer(Path parentDirectory, Map<String, String> extraSettings)
      throws IOException {
    Path parent = Files.createDirectories(parentDirectory).toRealPath();
    Path folder = Files.createTempDirectory(parent, "server-");
    Map<String, String> settings = new LinkedHashMap<>(NOT_DURABLE);
    settings.putAll(extraSettings);
    server = new LocalServer(new Home(parent.resolve("postgresql"), folder), settings);
    watcher =
        new ProcessBuilder("sh", "-c", WATCHER, "watcher", folder.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      address = server.start(message -> {});
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Kills the server, as a power cut would: its processes end at once, and write nothing. */
  public void kill() {
    ProcessHandle postmaster = ProcessHandle.of(server.processId()).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.add(0, postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  /** Starts it again, at another port. */
  public void restart() {
    address = server.start(message -> {});
  }

  public LocalServer.Address address() {
    return address;
  }

  public int port() {
    return address.port();
  }

  /** The server's log, which is deleted with it. */
  public Path logFile() {
    return server.logFile();
  }

  /** Connections to its database, as superuser. */
  public DataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setServerNames(new String[] {address.host()});
    dataSource.setPortNumbers(new int[] {address.port()});
    dataSource.setDatabaseName(address.database());
    dataSource.setUser(address.user());
    dataSource.setPassword(address.password());
    return dataSource;
  }

  /** Stops the server and deletes its folder; what is connected is cut off. */
  @Override
  public void close() throws IOException {
    watcher.getOutputStream().close();
    try {
      if (!watcher.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the server in " + logFile().getParent() + " doesn't stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the watcher goes on
    }
  }
}
