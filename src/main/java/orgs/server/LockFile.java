package orgs.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/**
 * Lets one process work at a time. The lock ends with the process that holds it, in whatever way,
 * and no child inherits it.
 *
 * <p>Work under the lock has a time limit, and only the file's owner can hold it.
 *
 * <p><b>Threading</b>: the threads of a process take turns, too.
 */
final class LockFile {

  /** Longer than unpacking, creating and starting may take together. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final int PAUSE_MILLIS = 20;

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
      try (FileChannel channel = open(file)) {
        if (channel.tryLock() == null) {
          waiting.run();
          await(channel, file);
        }
        return work.run();
      }
    }
  }

  /** Opens the file for its owner only: another user's lock would stop the work. */
  private static FileChannel open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Folders.OWNER_ONLY_FILE);
    Files.setPosixFilePermissions(file, Folders.OWNER_ONLY_FILE.value());
    return channel;
  }

  private static void await(FileChannel channel, Path file) throws IOException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    do {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "another process has held " + file + " for " + LONGEST_WAIT.toMinutes() + " minutes");
      }
      Pause.millis(PAUSE_MILLIS);
    } while (channel.tryLock() == null);
  }
}
