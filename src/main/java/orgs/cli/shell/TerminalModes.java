package orgs.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.ExecHelper;
import org.jline.utils.OSUtils;

/**
 * The terminal's modes, set by stty: there is no native library to unpack. Each call of stty takes
 * some milliseconds, so the line editor's modes stay between two lines, and the size is asked for
 * once. Before another reader reads from the terminal, {@link #lend} has to be called.
 */
final class TerminalModes extends ExecPty {

  private final TypedInput in;

  private final Attributes original;

  /** Null where another program may have changed them. */
  private Attributes actual;

  private Attributes wanted;
  private boolean lent;
  private Size size;

  /**
   * Asks for the modes.
   *
   * @param in what is typed
   */
  TerminalModes(TypedInput in) throws IOException {
    super(new ExecTerminalProvider(), SystemStream.Output, "terminal");
    this.in = in;
    this.original = super.getAttr();
    this.actual = original;
    this.wanted = original;
  }

  @Override
  public InputStream getSlaveInput() {
    return in;
  }

  @Override
  public synchronized Attributes getAttr() {
    return new Attributes(wanted);
  }

  @Override
  protected synchronized void doSetAttr(Attributes attributes) throws IOException {
    wanted = new Attributes(attributes);
    if (!wanted.getLocalFlag(LocalFlag.ICANON)) {
      // A read waits: the input has a thread that does.
      wanted.setControlChar(ControlChar.VMIN, 1);
      wanted.setControlChar(ControlChar.VTIME, 0);
      // These modes stay while a command runs, which Ctrl-C has to end.
      wanted.setLocalFlag(LocalFlag.ISIG, true);
      apply();
      lent = false;
    }
  }

  /** Gives the terminal the modes that it had in the beginning, for another reader. */
  synchronized void lend() throws IOException {
    if (!lent) {
      wanted = original;
      apply();
      actual = null;
      lent = true;
    }
  }

  /** Forgets modes and size, which another program may have changed while this one was stopped. */
  synchronized void forget() {
    actual = null;
    lent = false;
    size = null;
  }

  /** Whether the modes are those for another reader. */
  synchronized boolean isLent() {
    return lent;
  }

  /** Gives the terminal the modes that it had in the beginning, for good. */
  synchronized void restore() throws IOException {
    wanted = original;
    apply();
  }

  private void apply() throws IOException {
    Attributes before = actual == null ? uninterrupted(super::getAttr) : actual;
    List<String> command = getFlagsToSet(wanted, before);
    if (!command.isEmpty()) {
      command.add(0, OSUtils.STTY_COMMAND);
      uninterrupted(() -> ExecHelper.exec(true, command.toArray(String[]::new)));
    }
    actual = wanted;
    if (before.getLocalFlag(LocalFlag.ICANON) != wanted.getLocalFlag(LocalFlag.ICANON)) {
      in.modesChanged();
    }
  }

  /** Lets Ctrl-C, which interrupts this thread, wait for the end of stty. */
  private static <T> T uninterrupted(SttyCall<T> call) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return call.run();
        } catch (InterruptedIOException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A call of stty, which may be made again. */
  private interface SttyCall<T> {
    T run() throws IOException;
  }

  /** Forgets the size, which may have changed. */
  synchronized void forgetSize() {
    size = null;
  }

  @Override
  public synchronized Size getSize() throws IOException {
    size = size == null ? uninterrupted(super::getSize) : size;
    return size;
  }

  @Override
  public void close() throws IOException {
    restore();
  }
}
