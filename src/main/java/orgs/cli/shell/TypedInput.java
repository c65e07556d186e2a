package orgs.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jline.utils.NonBlockingInputStream;

/**
 * Reads what is typed, byte by byte, and only on demand: the rest is left to the next program.
 *
 * <p>Keys that were pressed before the terminal's modes changed came as the former modes have them.
 * While the terminal itself collects lines, Ctrl-D comes as a zero byte then.
 *
 * <p><b>Threading.</b> Reading itself can't be interrupted, so a thread of its own does it. A
 * thread that waits for a byte can be interrupted.
 */
final class TypedInput extends NonBlockingInputStream {

  static final int CTRL_D = 4;

  private final InputStream in;
  private Thread thread;
  private boolean wanted;

  /** The byte that was read, or {@link #READ_EXPIRED} if none was. */
  private int next = READ_EXPIRED;

  private IOException failure;

  /** How many of the bytes to come were typed before the modes changed. */
  private int ahead;

  private boolean isAhead;

  TypedInput(InputStream in) {
    this.in = in;
  }

  /**
   * Reads or looks at a byte.
   *
   * @param timeout in milliseconds; 0 or less for ever
   * @return the byte, {@link #EOF}, or {@link #READ_EXPIRED} when there was none in time
   * @throws InterruptedIOException when the thread is interrupted
   */
  @Override
  public synchronized int read(long timeout, boolean isPeek) throws IOException {
    if (next == READ_EXPIRED && failure == null) {
      begin();
      await(timeout);
    }
    if (failure != null) {
      IOException thrown = failure;
      failure = null;
      throw thrown;
    }
    int read = ahead > 0 && next == 0 ? CTRL_D : next;
    if (!isPeek && read != READ_EXPIRED) {
      next = READ_EXPIRED;
      isAhead = ahead > 0;
      ahead -= isAhead ? 1 : 0;
    }
    return read;
  }

  /** The terminal's modes have changed: what was typed up to now came by the former ones. */
  synchronized void modesChanged() throws IOException {
    ahead = in.available() + (next == READ_EXPIRED ? 0 : 1);
  }

  /** Whether the byte that was read last was typed before the terminal's modes changed. */
  synchronized boolean isAhead() {
    return isAhead;
  }

  private void begin() {
    wanted = true;
    if (thread == null) {
      thread = new Thread(this::serve, "terminal input");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  private void await(long timeout) throws InterruptedIOException {
    long deadline = System.nanoTime() + timeout * 1_000_000;
    try {
      while (next == READ_EXPIRED && failure == null) {
        long left = timeout <= 0 ? 0 : (deadline - System.nanoTime() + 999_999) / 1_000_000;
        if (timeout > 0 && left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      throw (InterruptedIOException) new InterruptedIOException().initCause(e);
    }
  }

  private void serve() {
    while (true) {
      awaitDemand();
      int read = READ_EXPIRED;
      IOException thrown = null;
      try {
        read = in.read();
      } catch (IOException e) {
        thrown = e;
      }
      synchronized (this) {
        next = read;
        failure = thrown;
        wanted = false;
        notifyAll();
      }
    }
  }

  private synchronized void awaitDemand() {
    while (!wanted) {
      try {
        wait();
      } catch (InterruptedException e) {
        // This thread is never interrupted.
      }
    }
  }
}
