package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Unix sockets, which libpq names by their directory. */
public final class UnixSockets {

  /** The directory that Linux distributions configure. */
  private static final Path DEFAULT_FOLDER = Path.of("/run/postgresql");

  /** That directory, its former name, and the one of servers built from source. */
  private static final Set<String> DEFAULT_FOLDERS =
      Set.of(DEFAULT_FOLDER.toString(), "/var/run/postgresql", "/tmp");

  private static final String DEFAULT_PORT = "5432";

  /** The kernel's limit for the path, without the zero at its end. */
  private static final int MOST_BYTES = 107;

  private UnixSockets() {}

  /** Whether a host is the directory of a Unix socket. */
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
   * Refuses a host that can't be a socket's directory.
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
   * The host that an empty one stands for: the usual directory if it has a socket, otherwise
   * localhost. In /tmp any user could have put a socket.
   */
  static String defaultHost(String port) {
    return defaultHost(DEFAULT_FOLDER, port);
  }

  static String defaultHost(Path folder, String port) {
    return Files.exists(Path.of(file(folder.toString(), port))) ? folder.toString() : "localhost";
  }

  /** Whether this is a server's default directory, whose sockets libpq calls localhost. */
  static boolean isUsual(String folder) {
    return DEFAULT_FOLDERS.contains(folder);
  }
}
