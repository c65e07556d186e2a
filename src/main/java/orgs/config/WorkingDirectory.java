package orgs.config;

import java.nio.file.Path;

/**
 * The directory in which relative file names are looked up. It is the process's own, except in the
 * threads of a command that a daemon runs for another process: Java can't change its directory.
 *
 * <p>**Threading:** a thread inherits the directory of the thread that started it.
 */
public final class WorkingDirectory {

  private static final InheritableThreadLocal<Client> CLIENT = new InheritableThreadLocal<>();

  private record Client(Path directory, Runnable declined) {}

  private WorkingDirectory() {}

  /**
   * From here on this thread works in the directory of another process.
   *
   * @param declined is called when the command turns out to need a process of its own
   */
  public static void enter(Path directory, Runnable declined) {
    CLIENT.set(new Client(directory, declined));
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

  /** The absolute path of a file that was named on the command line. */
  public static Path resolve(Path file) {
    Client client = CLIENT.get();
    return client == null ? file.toAbsolutePath() : client.directory().resolve(file);
  }
}
