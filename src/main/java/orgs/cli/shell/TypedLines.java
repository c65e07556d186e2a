package orgs.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/**
 * Lines that are typed for a command, up to Ctrl-D. The terminal collects and edits a line; keys
 * that were pressed before it did so come as they are, and edit the line here.
 */
final class TypedLines extends InputStream {

  /** How soon a question notices that it was interrupted. */
  private static final int TICK_MILLIS = 50;

  private static final int CTRL_H = 8;
  private static final int CTRL_U = 21;
  private static final int CTRL_W = 23;
  private static final int BACKSPACE = 127;

  private final TypedInput typed;
  private final Runnable lend;
  private final BooleanSupplier interrupted;

  /** The line that is being read; its first bytes have been given away. */
  private final LineBytes line = new LineBytes();

  private boolean ended;

  /**
   * Reads nothing yet.
   *
   * @param lend gives the terminal the modes in which it collects lines
   * @param interrupted ends the waiting
   */
  TypedLines(TypedInput typed, Runnable lend, BooleanSupplier interrupted) {
    this.typed = typed;
    this.lend = lend;
    this.interrupted = interrupted;
  }

  @Override
  public int read() throws IOException {
    if (line.isEmpty() && !ended) {
      fill();
    }
    if (line.isEmpty()) {
      ended = false;
      return -1;
    }
    return line.take();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = 0;
    for (int next = 0; count < length && next != '\n' && (next = read()) >= 0; count++) {
      bytes[offset + count] = (byte) next;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  /** Reads up to the end of the line or of the input. */
  private void fill() throws IOException {
    lend.run();
    try {
      boolean isComplete = false;
      while (!isComplete) {
        int next = next();
        isComplete = typed.isAhead() ? edit(next) : add(next);
      }
    } catch (InterruptedIOException e) {
      line.clear();
      throw e;
    }
  }

  private int next() throws IOException {
    int next;
    while ((next = typed.read(TICK_MILLIS, false)) == TypedInput.READ_EXPIRED) {
      if (interrupted.getAsBoolean()) {
        throw new InterruptedIOException("interrupted");
      }
    }
    return next;
  }

  /** Adds a byte; returns whether it was the last one. */
  private boolean add(int next) {
    ended = next < 0;
    if (!ended) {
      line.add(next);
    }
    return ended || next == '\n';
  }

  /** Does what the terminal does at a key, which it has not done yet. */
  private boolean edit(int key) {
    switch (key) {
      case '\r' -> {
        return add('\n');
      }
      case TypedInput.CTRL_D -> {
        return add(-1);
      }
      case BACKSPACE, CTRL_H -> line.removeCharacter();
      case CTRL_W -> line.removeWord();
      case CTRL_U -> line.clear();
      default -> {
        return add(key);
      }
    }
    return false;
  }
}
