package orgs.output;

import org.jline.utils.WCWidth;

/**
 * How many columns of a terminal text takes: 2 for CJK and emoji (families, flags and skin tones
 * are one emoji each), 0 for combining marks. Terminals differ on rare scripts and on emoji newer
 * than they are; control characters count as nothing.
 */
final class DisplayWidth {
  private static final char FIRST_COMBINING = '\u0300';

  private DisplayWidth() {}

  static int of(String s) {
    int width = 0;
    for (int i = 0; i < s.length(); i = next(s, i)) {
      width += at(s, i);
    }
    return width;
  }

  /** Returns the beginning of {@code s} that fits, ending in an ellipsis if it isn't all of it. */
  static String cut(String s, int width) {
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
    return isSimple(s, i) ? i + 1 : i + WCWidth.charCountForGraphemeCluster(s, i);
  }

  private static int at(String s, int i) {
    return isSimple(s, i) ? 1 : Math.max(0, WCWidth.wcwidthForGraphemeCluster(s, i));
  }

  /** ASCII that no mark follows, which is most text, needs no tables: the class isn't loaded. */
  private static boolean isSimple(String s, int i) {
    char c = s.charAt(i);
    return c >= 0x20 && c < 0x7f && (i + 1 == s.length() || s.charAt(i + 1) < FIRST_COMBINING);
  }
}
