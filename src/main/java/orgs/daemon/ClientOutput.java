package orgs.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A stream of a client that is written to. It waits while the client is stopped, and takes nothing
 * any more when the client has its exit code.
 *
 * <p><b>Threading.</b> the command writes; any thread may stop, continue or cut it.
 */
final class ClientOutput extends OutputStream {

  private final FileChannel channel;
  private final Runnable first;

  /** What became of the file that a relay writes, or null where there is no relay. */
  private final ClientStreams.Relay relay;

  private boolean written;
  private boolean stopped;
  private boolean cut;
  private boolean discarded;

  /**
   * Writes nothing yet.
   *
   * @param first is called before the first byte
   */
  ClientOutput(FileChannel channel, ClientStreams.Relay relay, Runnable first) {
    this.channel = channel;
    this.relay = relay;
    this.first = first;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    if (!begin()) {
      return;
    }
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw relay == null ? e : relay.reason(e);
    }
  }

  /** Returns whether anything is to be written. */
  private synchronized boolean begin() throws IOException {
    while (stopped && !cut) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    if (cut) {
      throw new IOException("the client is gone");
    }
    if (!discarded && !written) {
      written = true;
      first.run();
    }
    return !discarded;
  }

  /** What is written from here on is lost: the client will write it. */
  synchronized void discard() {
    discarded = true;
  }

  synchronized void setStopped(boolean isStopped) {
    stopped = isStopped;
    notifyAll();
  }

  /** Nothing is written from here on; a thread that writes at this moment is woken. */
  void cut() throws IOException {
    synchronized (this) {
      cut = true;
      notifyAll();
    }
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
