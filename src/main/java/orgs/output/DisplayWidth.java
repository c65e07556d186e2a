package orgs.output;

import org.jline.utils.WCWidth;

/**
 * How many columns of a terminal text takes: 2 for CJK and emoji (families, flags and skin tones
 * are one emoji each), 0 for combining marks. Terminals differ on rare scripts and on emoji newer
 * than they are; control characters count as nothing.
 */
public final class DisplayWidth {
  private static final char FIRST_COMBINING = '\u0300';

  /** The longest character that is measured, in chars. Emoji have 20; more marks have no width. */
  private static final int LONGEST_CLUSTER = 32;

  private DisplayWidth() {}

  /** The columns that {@code s} takes. */
  public static int of(String s) {
    int width = 0;
    for (int i = 0; i < s.length(); i = next(s, i)) {
      width += at(s, i);
    }
    return width;
  }

  /** Returns the beginning of {@code s} that fits, ending in an ellipsis if it isn't all of it. */
  public static String cut(String s, int width) {
    if (of(s) <= width) {
      return s;
    }
    int end = 0;
    for (int left = width - 1 - at(s, 0); left >= 0; left -= at(s, end)) {
      end = next(s, end);
    }
    return s.substring(0, end) + '…';
  }

  private static int next(String s, int i) {
    return standsAlone(s, i) ? i + 1 : i + WCWidth.charCountForGraphemeCluster(window(s, i), 0);
  }

  private static int at(String s, int i) {
    char c = s.charAt(i);
    if (!standsAlone(s, i)) {
      return Math.max(0, WCWidth.wcwidthForGraphemeCluster(window(s, i), 0));
    }
    // Most text is ASCII, and the class with the tables isn't even loaded for it.
    return c >= 0x20 && c < 0x7f ? 1 : Math.max(0, WCWidth.wcwidth(c));
  }

  /** Whether nothing can join the character at {@code i}: a short cut around the slow case. */
  private static boolean standsAlone(String s, int i) {
    if (Character.isSurrogate(s.charAt(i))) {
      return false;
    }
    return i + 1 == s.length()
        || s.charAt(i + 1) < FIRST_COMBINING
        || Character.isIdeographic(s.charAt(i + 1));
  }

  /** From JDK 20 on WCWidth has all that follows taken apart, each time. */
  private static String window(String s, int i) {
    return s.substring(i, Math.min(s.length(), i + LONGEST_CLUSTER));
  }
}
