package orgs.cli.rows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes on what is written, or holds it back: messages while a pager has the screen, and the rows
 * of a change that may still be undone. What is never released is never sent.
 *
 * <p><b>Threading.</b> All threads may write.
 */
final class HeldOutput extends OutputStream {

  private final OutputStream out;
  private final int capacity;

  /** Null while nothing is held back. */
  private ByteArrayOutputStream held;

  /**
   * Passes on everything until {@link #hold}.
   *
   * @param capacity what is more than so many bytes is released
   */
  HeldOutput(OutputStream out, int capacity) {
    this.out = out;
    this.capacity = capacity;
  }

  /** Holds back what is written from now on. */
  synchronized void hold() {
    held = held == null ? new ByteArrayOutputStream() : held;
  }

  /** Passes on what was held back, and everything from now on. */
  synchronized void release() throws IOException {
    ByteArrayOutputStream before = held;
    held = null;
    if (before != null) {
      before.writeTo(out);
      out.flush();
    }
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (held != null && held.size() + length > capacity) {
      release();
    }
    (held == null ? out : held).write(bytes, offset, length);
  }

  /** Flushes what was passed on. */
  @Override
  public synchronized void flush() throws IOException {
    if (held == null) {
      out.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    release();
    out.close();
  }
}
