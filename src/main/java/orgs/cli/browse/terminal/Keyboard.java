package orgs.cli.browse.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Turns the characters that a terminal sends into keys.
 *
 * <p><b>Threading.</b> A thread of its own reads, and calls the consumers.
 */
public final class Keyboard {

  private static final int END = -1;

  private static final int NOTHING = -2;

  private static final int PAUSE_MILLIS = 2;

  private static final char ESCAPE = 27;

  /** How long to wait for the rest of a key's sequence, also over a slow line. */
  private static final int KEY_MILLIS = 50;

  private static final int LONGEST_SEQUENCE = 32;

  private static final String PASTE_BEGIN = "\u001b[200~";
  private static final String PASTE_END = "\u001b[201~";

  /** How much of a pasted text is kept: its end, since a name is much shorter. */
  private static final int LONGEST_PASTE = 4_096;

  private final Reader terminal;
  private final BiConsumer<Key, String> pressed;

  private Keyboard(Reader terminal, BiConsumer<Key, String> pressed) {
    this.terminal = terminal;
    this.pressed = pressed;
  }

  /**
   * Starts reading.
   *
   * @param pressed is given each key, with its text where it has one
   * @param hungUp is run when the terminal is gone
   */
  public static void read(InputStream terminal, BiConsumer<Key, String> pressed, Runnable hungUp) {
    Reader reader = new InputStreamReader(terminal, StandardCharsets.UTF_8);
    Keyboard keyboard = new Keyboard(reader, pressed);
    Thread thread = new Thread(() -> keyboard.run(hungUp), "keys");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Runnable hungUp) {
    try {
      for (int c = terminal.read(); c != END; c = terminal.read()) {
        read((char) c);
      }
    } catch (IOException e) {
      // The terminal is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    hungUp.run();
  }

  /**
   * Returns the next character, or less than 0 if none comes within a moment. One that has come is
   * read however late it is: this process may have been stopped meanwhile.
   */
  private int soon() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KEY_MILLIS);
    while (true) {
      boolean late = System.nanoTime() > deadline;
      if (terminal.ready()) {
        return terminal.read();
      }
      if (late) {
        return NOTHING;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void read(char c) throws IOException, InterruptedException {
    if (c == ESCAPE) {
      String sequence = sequence();
      if (sequence.equals(PASTE_BEGIN)) {
        pressed.accept(Key.PASTE, pasted());
      } else {
        pressed.accept(key(sequence), "");
      }
    } else if (c < ' ' || c == 127) {
      pressed.accept(control(c), "");
    } else if (c == ' ') {
      pressed.accept(Key.SPACE, " ");
    } else {
      StringBuilder text = new StringBuilder().append(c);
      if (Character.isHighSurrogate(c)) {
        int low = soon();
        if (low >= 0) {
          text.append((char) low);
        }
      }
      pressed.accept(Key.TEXT, text.toString());
    }
  }

  /** Reads what belongs to an ESC: nothing, one character, or a sequence of ECMA-48. */
  private String sequence() throws IOException, InterruptedException {
    StringBuilder sequence = new StringBuilder().append(ESCAPE);
    int c = soon();
    if (c < 0) {
      return sequence.toString();
    }
    sequence.append((char) c);
    if (c == '[') {
      do {
        c = soon();
        if (c < 0) {
          break;
        }
        sequence.append((char) c);
      } while ((c < '@' || c > '~' || c == '[') && sequence.length() < LONGEST_SEQUENCE);
    } else if (c == 'O') {
      c = soon();
      if (c >= 0) {
        sequence.append((char) c);
      }
    }
    return sequence.toString();
  }

  private String pasted() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(PASTE_END, text.length() - PASTE_END.length()) < 0) {
      int c = terminal.read();
      if (c < 0) {
        return "";
      }
      if (text.length() == LONGEST_PASTE) {
        text.delete(0, PASTE_END.length());
      }
      text.append((char) c);
    }
    text.setLength(text.length() - PASTE_END.length());
    return text.toString().strip();
  }

  private static Key control(char c) {
    return switch (c) {
      case 3 -> Key.INTERRUPT; // C-c
      case 8, 127 -> Key.BACKSPACE;
      case 9 -> Key.TAB;
      case 10, 13 -> Key.ENTER;
      case 12 -> Key.REDRAW; // C-l
      case 14 -> Key.ADD; // C-n
      case 18 -> Key.RENAME; // C-r
      case 20 -> Key.MOVE; // C-t
      case 21 -> Key.CLEAR; // C-u
      case 23 -> Key.CLEAR_WORD; // C-w
      case 24 -> Key.REMOVE; // C-x
      default -> Key.UNKNOWN;
    };
  }

  /**
   * Returns the key of a sequence, with or without modifiers: terminals send a letter at the end,
   * or a number and a tilde.
   */
  private static Key key(String sequence) {
    if (sequence.length() == 1) {
      return Key.ESCAPE;
    }
    if (sequence.length() == 2) {
      return Key.UNKNOWN;
    }
    return switch (sequence.charAt(sequence.length() - 1)) {
      case 'A' -> Key.UP;
      case 'B' -> Key.DOWN;
      case 'C' -> Key.RIGHT;
      case 'D' -> Key.LEFT;
      case 'H' -> Key.HOME;
      case 'F' -> Key.END;
      case 'Q' -> Key.RENAME; // F2
      case '~' ->
          switch (sequence.substring(2).split("[;~]", 2)[0]) {
            case "1", "7" -> Key.HOME;
            case "2" -> Key.INSERT;
            case "3" -> Key.DELETE;
            case "4", "8" -> Key.END;
            case "5" -> Key.PAGE_UP;
            case "6" -> Key.PAGE_DOWN;
            case "12" -> Key.RENAME; // F2
            case "17" -> Key.MOVE; // F6
            default -> Key.UNKNOWN;
          };
      default -> Key.UNKNOWN;
    };
  }
}
