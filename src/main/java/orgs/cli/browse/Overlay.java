package orgs.cli.browse;

import orgs.cli.browse.terminal.Key;
import orgs.cli.browse.terminal.Tty;

/**
 * What covers the list until it is closed. It knows its own keys and its own lines.
 *
 * <p><b>Threading.</b> The screen's thread owns it.
 */
sealed interface Overlay permits TextPage, Question, Waiting {

  /** What a key leads to outside of the overlay. */
  enum Outcome {
    /** Nothing: the overlay took the key, or nothing is to be done. */
    NONE,
    /** The overlay is closed. */
    CLOSE,
    /** The overlay is closed, and the list is given the key. */
    CLOSE_FOR_LIST,
    /** The row of the overlay is chosen, which leaves the screen. */
    CHOOSE,
    /** The running change is stopped. */
    STOP,
    /** The key has the meaning that it has everywhere. */
    NOT_TAKEN
  }

  /**
   * Takes a key.
   *
   * @param text the text of the key, or ""
   * @param height how many lines are shown of the overlay
   */
  Outcome press(Key key, String text, int height);

  /** Returns its lines, at the most this many, and where the cursor is among them. */
  Tty.Frame lines(ScreenText screenText, int height);

  /** The keys of the overlay, for the last line of the screen. */
  String keys();
}
