package orgs.cli.browse;

import orgs.cli.browse.terminal.Key;
import orgs.output.DisplayWidth;
import orgs.output.SafeText;

/** A line of text that is being typed, and the cursor in it. */
final class TextField {

  private final StringBuilder text = new StringBuilder();
  private int cursor;

  TextField() {
    this("");
  }

  /** Makes a field that has a text already; the cursor is after it. */
  TextField(String given) {
    set(given);
  }

  String text() {
    return text.toString();
  }

  /** Returns the end of the text, as far as it fits into this many columns. */
  String tail(int width) {
    String safe = SafeText.of(text());
    int from = 0;
    while (DisplayWidth.of(safe.substring(from)) > width && from < safe.length()) {
      from = safe.offsetByCodePoints(from, 1);
    }
    return safe.substring(from);
  }

  /** Returns the text before the cursor. */
  String beforeCursor() {
    return text.substring(0, cursor);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  void set(String given) {
    text.setLength(0);
    text.append(given);
    cursor = text.length();
  }

  /** Takes a key; returns whether a field knows it. */
  boolean press(Key key, String typed) {
    switch (key) {
      case TEXT, SPACE, PASTE -> insert(key == Key.PASTE ? oneLine(typed) : typed);
      case BACKSPACE -> delete(previous(), cursor);
      case DELETE -> delete(cursor, next());
      case LEFT -> cursor = previous();
      case RIGHT -> cursor = next();
      case HOME -> cursor = 0;
      case END -> cursor = text.length();
      case CLEAR -> delete(0, cursor);
      case CLEAR_WORD -> delete(wordStart(), cursor);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void insert(String typed) {
    text.insert(cursor, typed);
    cursor += typed.length();
  }

  private void delete(int from, int to) {
    text.delete(from, to);
    cursor = from;
  }

  private int previous() {
    return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
  }

  private int next() {
    return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
  }

  private int wordStart() {
    int start = cursor;
    while (start > 0 && text.charAt(start - 1) == ' ') {
      start--;
    }
    while (start > 0 && text.charAt(start - 1) != ' ') {
      start--;
    }
    return start;
  }

  private static String oneLine(String pasted) {
    return pasted.replaceAll("\\R", " ");
  }
}
