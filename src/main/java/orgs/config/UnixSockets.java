package orgs.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Unix sockets, as libpq names them: by the folder that the server puts them into. */
public final class UnixSockets {

  /** Where Linux distributions have their servers put them. */
  private static final Path DEFAULT_FOLDER = Path.of("/run/postgresql");

  /** That one, as it was called before, and where servers built from source put them. */
  private static final Set<String> DEFAULT_FOLDERS =
      Set.of(DEFAULT_FOLDER.toString(), "/var/run/postgresql", "/tmp");

  private static final String DEFAULT_PORT = "5432";

  /** The kernel has room for so many, and a zero. */
  private static final int MOST_BYTES = 107;

  private UnixSockets() {}

  /** Whether a host is such a folder. */
  public static boolean isFolder(String host) {
    return host.startsWith("/");
  }

  /**
   * The socket's file.
   *
   * @param port null or empty for the usual one
   */
  public static String file(String folder, String port) {
    return folder
        + (folder.endsWith("/") ? "" : "/")
        + ".s.PGSQL."
        + (port == null || port.isEmpty() ? DEFAULT_PORT : port);
  }

  /**
   * Refuses what no socket can be.
   *
   * @throws DatabaseException (USAGE)
   */
  public static void check(String host, int port) {
    if (host.startsWith("@")) {
      throw usage(
          "'" + host + "' is an abstract Unix socket, which Java can't use",
          "add a folder to the server's unix_socket_directories, or give a host");
    }
    if (isFolder(host)
        && file(host, "" + port).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw usage(
          "the path of the Unix socket is longer than " + MOST_BYTES + " bytes: " + host,
          "a symbolic link to the folder makes it shorter");
    }
  }

  /**
   * What an empty host means: the socket in the usual folder if there is one, else localhost. In
   * /tmp anybody could have put one.
   */
  static String defaultHost(String port) {
    return defaultHost(DEFAULT_FOLDER, port);
  }

  static String defaultHost(Path folder, String port) {
    return Files.exists(Path.of(file(folder.toString(), port))) ? folder.toString() : "localhost";
  }

  /** Whether servers have their sockets in this folder without being told: it is localhost's. */
  static boolean isUsual(String folder) {
    return DEFAULT_FOLDERS.contains(folder);
  }

  private static DatabaseException usage(String message, String hint) {
    return new DatabaseException(DatabaseException.Kind.USAGE, message, hint, null);
  }
}
