package orgs.database.socket;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a channel is ready for one operation.
 *
 * <p><b>Threading</b>: one thread waits; any thread may close it, which ends the wait.
 */
final class SelectorWait implements Closeable {

  private final SelectableChannel channel;
  private final int operation;
  private Selector opened;

  /**
   * @param channel a non-blocking one
   * @param operation one of {@link java.nio.channels.SelectionKey}
   */
  SelectorWait(SelectableChannel channel, int operation) {
    this.channel = channel;
    this.operation = operation;
  }

  /**
   * Waits. Like a socket's read, it is not ended by an interrupt.
   *
   * @param timeoutMillis 0 for as long as it takes
   * @throws SocketTimeoutException when it took longer
   * @throws SocketException when the channel is closed
   */
  void await(int timeoutMillis) throws IOException {
    long begin = System.nanoTime();
    long limit = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    boolean interrupted = false;
    try {
      Selector selector = selector();
      int ready = 0;
      while (ready == 0) {
        long left = limit - (System.nanoTime() - begin);
        if (limit > 0 && left <= 0) {
          throw new SocketTimeoutException("Read timed out");
        }
        // Rounded up, because 0 is for ever.
        long millis = limit == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
        ready = selector.select(key -> {}, millis);
        interrupted |= Thread.interrupted();
      }
    } catch (ClosedSelectorException e) {
      throw new SocketException("Socket closed");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized Selector selector() throws IOException {
    if (!channel.isOpen()) {
      throw new SocketException("Socket closed");
    }
    if (opened == null) {
      opened = Selector.open();
      channel.register(opened, operation);
    }
    return opened;
  }

  /** Must be closed after the channel, so that no new wait begins. */
  @Override
  public synchronized void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
