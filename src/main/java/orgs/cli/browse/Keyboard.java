package orgs.cli.browse;

import java.io.IOException;
import java.util.function.BiConsumer;
import org.jline.utils.NonBlockingReader;

/** Reads keys from a terminal, on a thread of its own. */
final class Keyboard implements Runnable {

  private static final char ESCAPE = 27;

  /** Longer than this the parts of one key don't take, even over a slow line. */
  private static final int KEY_MILLIS = 100;

  private static final int LONGEST_SEQUENCE = 32;

  private static final String PASTE_BEGIN = "\u001b[200~";
  private static final String PASTE_END = "\u001b[201~";

  /** Who pastes a book means something else. */
  private static final int LONGEST_PASTE = 4_096;

  private final NonBlockingReader reader;
  private final BiConsumer<Key, String> pressed;
  private final Runnable hungUp;

  /**
   * Describes it.
   *
   * @param pressed is given each key, with its text where it has one
   * @param hungUp is run when the terminal is gone
   */
  Keyboard(NonBlockingReader reader, BiConsumer<Key, String> pressed, Runnable hungUp) {
    this.reader = reader;
    this.pressed = pressed;
    this.hungUp = hungUp;
  }

  @Override
  public void run() {
    try {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        read((char) c);
      }
    } catch (IOException e) {
      // The terminal went away.
      hungUp.run();
      return;
    }
    hungUp.run();
  }

  private void read(char c) throws IOException {
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
        int low = reader.read(KEY_MILLIS);
        if (low >= 0) {
          text.append((char) low);
        }
      }
      pressed.accept(Key.TEXT, text.toString());
    }
  }

  /** ESC and what belongs to it: nothing, one character, or a sequence of ECMA-48. */
  private String sequence() throws IOException {
    StringBuilder sequence = new StringBuilder().append(ESCAPE);
    int c = reader.read(KEY_MILLIS);
    if (c < 0) {
      return sequence.toString();
    }
    sequence.append((char) c);
    if (c == '[') {
      do {
        c = reader.read(KEY_MILLIS);
        if (c < 0) {
          break;
        }
        sequence.append((char) c);
      } while ((c < '@' || c > '~' || c == '[') && sequence.length() < LONGEST_SEQUENCE);
    } else if (c == 'O') {
      c = reader.read(KEY_MILLIS);
      if (c >= 0) {
        sequence.append((char) c);
      }
    }
    return sequence.toString();
  }

  private String pasted() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(PASTE_END, text.length() - PASTE_END.length()) < 0) {
      int c = reader.read();
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
   * What the terminals of this world send, with whatever modifiers: a letter at the end, or a
   * number and a tilde.
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
