package orgs.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The log of a server and its programs, in which a full disk shows.
 *
 * <p><b>Threading</b>: any thread may use it.
 */
final class ServerLog {

  /** The system's message, in the locale that the server's programs have. */
  static final String DISK_FULL = "No space left on device";

  private static final long NO_SPACE_BYTES = 1 << 16;
  private static final long LARGE_BYTES = 1_000_000;

  private final Path file;

  /** How long the log was at the last mark. */
  private volatile long marked;

  ServerLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** Remembers how long the log is: what was written before doesn't count any more. */
  void mark() throws IOException {
    marked = Files.exists(file) ? Files.size(file) : 0;
  }

  /** Whether the disk that the log is on is full, or was since the last mark. */
  boolean showsFullDisk() {
    try {
      // A full disk has no room for the log, either.
      return Files.getFileStore(file.getParent()).getUsableSpace() < NO_SPACE_BYTES
          || mentionsFullDisk();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean mentionsFullDisk() {
    try (FileChannel log = FileChannel.open(file)) {
      long from = log.size() < marked ? 0 : marked;
      log.position(Math.max(from, log.size() - LARGE_BYTES));
      String news = new String(Channels.newInputStream(log).readAllBytes(), UTF_8);
      return news.contains(DISK_FULL);
    } catch (IOException e) {
      return false;
    }
  }

  /** Begins the log anew where it is large; the old one is kept beside it. */
  void shorten() throws IOException {
    if (Files.exists(file) && Files.size(file) > LARGE_BYTES) {
      Files.move(file, file.resolveSibling("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
