package orgs.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The directory in which relative file names are looked up. It is the process's own, except in the
 * threads of a command that a daemon runs for another process: Java can't change its directory.
 *
 * <p><b>Threading.</b> a thread inherits the directory of the thread that started it.
 */
public final class WorkingDirectory {

  private static final InheritableThreadLocal<Client> CLIENT = new InheritableThreadLocal<>();

  private record Client(Path directory, Map<Path, Path> streams, Runnable declined) {}

  private WorkingDirectory() {}

  /**
   * From here on this thread works in the directory of another process.
   *
   * @param streams where the process has its streams, by the names that every process has for them
   * @param declined is called when the command turns out to need a process of its own
   */
  public static void enter(Path directory, Map<Path, Path> streams, Runnable declined) {
    CLIENT.set(new Client(directory, streams, declined));
  }

  /** Leaves the command to the other process; returns false where there is none. */
  static boolean decline() {
    Client client = CLIENT.get();
    if (client == null) {
      return false;
    }
    client.declined().run();
    return true;
  }

  /** The absolute path of a file that was named on the command line, or of a standard stream. */
  public static Path resolve(Path file) {
    Client client = CLIENT.get();
    if (client == null) {
      return file.toAbsolutePath();
    }
    Path stream = client.streams().get(file);
    return stream == null ? client.directory().resolve(file) : stream;
  }
}
