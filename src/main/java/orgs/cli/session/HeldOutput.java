package orgs.cli.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on what is written, or keeps it while something else has the screen. For all threads. */
final class HeldOutput extends OutputStream {

  private final OutputStream out;

  /** Null where nothing is kept back. */
  private ByteArrayOutputStream held;

  HeldOutput(OutputStream out) {
    this.out = out;
  }

  /** Keeps what is written from here on. */
  synchronized void hold() {
    held = held == null ? new ByteArrayOutputStream() : held;
  }

  /** Passes on what was kept, and all that comes. */
  synchronized void release() throws IOException {
    ByteArrayOutputStream kept = held;
    held = null;
    if (kept != null) {
      kept.writeTo(out);
      out.flush();
    }
  }

  @Override
  public synchronized void write(int b) throws IOException {
    (held == null ? out : held).write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    (held == null ? out : held).write(bytes, offset, length);
  }

  @Override
  public synchronized void flush() throws IOException {
    if (held == null) {
      out.flush();
    }
  }
}
