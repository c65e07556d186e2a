package orgs.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process at a time. The lock goes with the process that holds it, however that ends, and no
 * child inherits it.
 *
 * <p>Waits without a limit: whoever holds it does only things that have one.
 */
final class LockFile {
  private LockFile() {}

  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Runs work while holding the lock.
   *
   * @param file created when missing, never deleted: a deleted file would be a second lock
   * @param waiting run once before waiting for another process
   */
  static <T> T holding(Path file, Runnable waiting, Work<T> work) throws IOException {
    // A file lock belongs to the whole JVM, and closing any other channel on the file releases it:
    // the threads of this one take turns before they open it.
    synchronized (LockFile.class) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (channel.tryLock() == null) {
          waiting.run();
          channel.lock();
        }
        return work.run();
      }
    }
  }
}
