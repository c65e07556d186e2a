package orgs.cli.browse.terminal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.utils.AttributedString;
import org.jline.utils.ShutdownHooks;
import org.jline.utils.Signals;
import orgs.cli.syntax.CliException;

/**
 * The terminal of the process, which may differ from its streams: the screen is drawn on it and
 * keys come from it even if stdout is a pipe.
 *
 * <p>Its modes are set by stty, which every system has: a native library would have to be unpacked,
 * and on newer Java to be permitted.
 *
 * <p><b>Threading.</b> The screen's thread draws. {@link #close} may be called by any thread, also
 * while another one draws, and more than once.
 */
public final class Tty implements AutoCloseable {

  private static final String DEVICE = "/dev/tty";

  private static final String INSTEAD = "orgs members list and orgs find do without";

  /** Switches to the alternate screen and to bracketed paste. */
  private static final String ENTER = "\u001b[?1049h\u001b[?2004h\u001b[2J";

  private static final String LEAVE = "\u001b[?2004l\u001b[0m\u001b[2J\u001b[?1049l\u001b[?25h";

  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String ERASE_LINE = "\u001b[0m\u001b[K";

  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  private final Terminal terminal;
  private final InputStream input;
  private final Attributes before;
  private final Guard guard;
  private volatile Size size;
  private Frame shown = Frame.withoutCursor(List.of());
  private boolean left;

  /**
   * The content of the screen, or of a part of it.
   *
   * @param lines from the top
   * @param cursorRow the line of the cursor, or less than 0 if no cursor is shown
   */
  public record Frame(List<AttributedString> lines, int cursorRow, int cursorColumn) {

    public static Frame withoutCursor(List<AttributedString> lines) {
      return new Frame(lines, -1, 0);
    }
  }

  private Tty(Terminal terminal) throws IOException {
    this.terminal = terminal;
    this.input = new FileInputStream(DEVICE);
    this.before = terminal.getAttributes();
    this.size = measured();
    this.guard = Guard.begin(DEVICE, LEAVE);
  }

  /**
   * Opens the terminal and switches to the full screen.
   *
   * @throws CliException (USAGE) where there is no terminal, or one without a screen
   */
  public static Tty open(Map<String, String> environment) {
    String type = environment.getOrDefault("TERM", "");
    requireTerminal();
    if (type.isEmpty() || type.equals("dumb")) {
      throw CliException.usage(
          "browse needs a terminal with a screen; TERM is "
              + (type.isEmpty() ? "not set" : "'" + type + "'"),
          INSTEAD);
    }
    try {
      Tty tty = new Tty(new Drawn(type));
      tty.enter();
      return tty;
    } catch (IOException e) {
      throw CliException.usage("can't use the terminal: " + e.getMessage(), null);
    }
  }

  private static void requireTerminal() {
    try {
      new FileInputStream(DEVICE).close();
    } catch (IOException e) {
      throw CliException.usage("browse needs a terminal, and this process has none", INSTEAD);
    }
  }

  private void enter() throws IOException {
    Attributes raw = new Attributes(before);
    raw.setLocalFlags(
        EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
    raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    terminal.setAttributes(raw);
    guard.modesAreSet();
    write(ENTER);
  }

  /** Returns the size of the screen. */
  public Size size() {
    return size;
  }

  /** Returns the stream of what is typed. Reading it waits. */
  public InputStream input() {
    return input;
  }

  /** Runs something after each change of the size, on a thread of its own. */
  public void onResize(Runnable action) {
    Signals.register(
        "WINCH",
        () -> {
          size = measured();
          action.run();
        });
  }

  private Size measured() {
    Size told = terminal.getSize();
    return Size.of(
        told.getColumns() > 0 ? told.getColumns() : USUAL_COLUMNS,
        told.getRows() > 0 ? told.getRows() : USUAL_ROWS);
  }

  /**
   * Draws the lines that differ from those on the screen. A line is always drawn as a whole:
   * terminals differ on the width of rare characters, and text after one might be overwritten.
   */
  public synchronized void draw(Frame frame) {
    if (left) {
      return;
    }
    StringBuilder out = new StringBuilder(HIDE_CURSOR);
    for (int i = 0; i < frame.lines().size(); i++) {
      AttributedString line = frame.lines().get(i);
      if (i >= shown.lines().size() || !line.equals(shown.lines().get(i))) {
        // The line is erased first: after the last column, erasing would remove the last character.
        out.append(position(i, 0)).append(ERASE_LINE).append(line.toAnsi(terminal));
      }
    }
    if (frame.cursorRow() >= 0) {
      out.append(position(frame.cursorRow(), frame.cursorColumn())).append(SHOW_CURSOR);
    }
    write(out.toString());
    shown = frame;
  }

  /** Clears the screen, so that every line is drawn again. */
  public synchronized void clear() {
    if (!left) {
      write("\u001b[0m\u001b[2J");
      shown = Frame.withoutCursor(List.of());
    }
  }

  private static String position(int row, int column) {
    return "\u001b[" + (row + 1) + ";" + (column + 1) + "H";
  }

  private void write(String text) {
    terminal.writer().write(text);
    terminal.writer().flush();
  }

  /** Restores the terminal as it was before {@link #open}. */
  @Override
  public synchronized void close() {
    if (left) {
      return;
    }
    left = true;
    try {
      write(LEAVE);
      terminal.setAttributes(before);
      guard.end();
      terminal.close();
    } catch (IOException | RuntimeException e) {
      // A terminal that is gone needs no restoring.
      return;
    }
  }

  /** The terminal that is drawn on. {@link Tty#close} ends it, also after a signal. */
  private static final class Drawn extends PosixSysTerminal {

    Drawn(String type) throws IOException {
      super("orgs", type, new Device(), StandardCharsets.UTF_8, false, SignalHandler.SIG_DFL);
      // JLine's own hook would close it while ours restores the screen.
      ShutdownHooks.remove(closer);
    }
  }

  /**
   * The device, by its name. Keys aren't read from it: JLine's streams can't be closed during a
   * read.
   */
  private static final class Device extends ExecPty {

    Device() {
      super(null, null, DEVICE);
    }
  }
}
