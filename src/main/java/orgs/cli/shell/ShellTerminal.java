package orgs.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;
import orgs.cli.console.Screen;

/** The terminal that the shell is used on. */
final class ShellTerminal extends PosixSysTerminal implements Screen {

  private static final String BRACKETED_PASTE_OFF = "\u001b[?2004l";

  private final TerminalModes modes;
  private final TypedInput typed;

  private ShellTerminal(String type, TerminalModes modes, TypedInput typed) throws IOException {
    super("orgs", type, modes, StandardCharsets.UTF_8, true, SignalHandler.SIG_DFL);
    // A signal's clean-up still writes to the terminal: JLine's own hook would close it beside
    // that.
    ShutdownHooks.remove(closer);
    this.modes = modes;
    this.typed = typed;
  }

  /**
   * The terminal that standard input and output are.
   *
   * @param in standard input
   * @param type what TERM says, or null
   */
  static ShellTerminal of(InputStream in, String type) throws IOException {
    TypedInput typed = new TypedInput(in);
    return new ShellTerminal(
        type == null || type.isEmpty() ? TYPE_DUMB : type, new TerminalModes(typed), typed);
  }

  @Override
  public void raise(Signal signal) {
    if (signal == Signal.WINCH) {
      modes.forgetSize();
    }
    if (signal == Signal.CONT) {
      modes.forget();
    }
    super.raise(signal);
  }

  @Override
  public int columns() {
    int known = getSize().getColumns();
    return known > 0 ? known : 80;
  }

  @Override
  public int rows() {
    return getSize().getRows();
  }

  @Override
  public void lend() {
    try {
      modes.lend();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows that Ctrl-C was pressed, where the terminal itself doesn't. */
  void echoInterruption() {
    if (!modes.isLent()) {
      writer().print("^C");
      flush();
    }
  }

  /** Puts the terminal in order, for a signal that ends the process. For another thread. */
  void restore() {
    puts(Capability.keypad_local);
    if (!TYPE_DUMB.equals(getType())) {
      writer().write(BRACKETED_PASTE_OFF);
    }
    flush();
    try {
      modes.restore();
    } catch (IOException e) {
      // The terminal is gone.
    }
  }

  /**
   * Returns the input of commands: line by line as it is typed, up to Ctrl-D.
   *
   * @param interrupted ends the waiting
   */
  InputStream lines(BooleanSupplier interrupted) {
    return new TypedLines(typed, this::lend, interrupted);
  }
}
