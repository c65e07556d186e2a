package orgs.daemon;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a daemon counts, in memory that it shares with who asks: so it can be read of one that
 * hangs.
 *
 * <p><b>Threading.</b> only the daemon writes, under a lock of its own.
 */
public final class Figures {

  private static final int COMMANDS = 0;
  private static final int RUNNING = 1;
  private static final int IDLE_UNTIL = 2;
  private static final int STOPPING = 3;
  private static final int SIZE = 4;

  private final LongBuffer values;

  private Figures(LongBuffer values) {
    this.values = values;
  }

  /** New ones, of a daemon that begins. */
  static Figures create(Path file) throws IOException {
    // Not written over: who still looks at those of a former daemon keeps them.
    Files.deleteIfExists(file);
    return map(
        file,
        MapMode.READ_WRITE,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  static Figures read(Path file) throws IOException {
    return map(file, MapMode.READ_ONLY, Set.of(StandardOpenOption.READ));
  }

  private static Figures map(Path file, MapMode mode, Set<StandardOpenOption> options)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, options, DaemonFolder.OWNER_ONLY_FILE)) {
      return new Figures(
          channel
              .map(mode, 0, SIZE * (long) Long.BYTES)
              .order(ByteOrder.nativeOrder())
              .asLongBuffer());
    }
  }

  /** How many commands it has run to their end. */
  public long commands() {
    return values.get(COMMANDS);
  }

  /** How many are running. */
  public long running() {
    return values.get(RUNNING);
  }

  /** When it ends unless a command comes; nothing while one runs. */
  public Optional<Instant> idleUntil() {
    long millis = values.get(IDLE_UNTIL);
    return running() > 0 || millis == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** Whether it takes no more commands. */
  boolean isStopping() {
    return values.get(STOPPING) != 0;
  }

  void ended() {
    values.put(COMMANDS, commands() + 1);
  }

  void running(int count) {
    values.put(RUNNING, count);
  }

  void idleUntil(Instant end) {
    values.put(IDLE_UNTIL, end.toEpochMilli());
  }

  void stopping() {
    values.put(STOPPING, 1);
  }
}
