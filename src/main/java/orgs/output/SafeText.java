package orgs.output;

/**
 * Shows what a terminal would obey. Names are anybody's text: a control character could move the
 * cursor or forge a line, a bidi control could make a line read differently from what it says.
 *
 * <p>A backslash stays as it is, so the result is for reading and can't be decoded.
 */
public final class SafeText {
  private SafeText() {}

  /**
   * Returns {@code s} on one line, with control characters (C0, DEL, C1), line and paragraph
   * separators, bidi controls and lone surrogates written as {@code \n}, {@code \x1b}, {@code
   * \}{@code u202e} and the like.
   */
  public static String of(String s) {
    int length = s.length();
    for (int i = 0; i < length; i++) {
      if (isUnsafe(s, i)) {
        return escape(s, i);
      }
    }
    return s;
  }

  /** Whether the character at {@code i} must not reach a terminal. */
  static boolean isUnsafe(String s, int i) {
    char c = s.charAt(i);
    if (c < 0x7f) {
      return c < 0x20;
    }
    return c <= 0x9f || c == 0x061c || c >= 0x200e && isUnsafeAbove(c, s, i);
  }

  /** Whether the character at {@code i} is half of a pair that isn't there. */
  static boolean isLoneSurrogate(String s, int i) {
    char c = s.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == s.length() || !Character.isLowSurrogate(s.charAt(i + 1));
    }
    return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(s.charAt(i - 1)));
  }

  private static boolean isUnsafeAbove(char c, String s, int i) {
    return c <= 0x200f
        || c >= 0x2028 && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069
        || isLoneSurrogate(s, i);
  }

  private static String escape(String s, int from) {
    StringBuilder safe = new StringBuilder(s.length() + 16).append(s, 0, from);
    for (int i = from; i < s.length(); i++) {
      char c = s.charAt(i);
      if (!isUnsafe(s, i)) {
        safe.append(c);
        continue;
      }
      switch (c) {
        case '\n' -> safe.append("\\n");
        case '\r' -> safe.append("\\r");
        case '\t' -> safe.append("\\t");
        default -> safe.append(String.format(c < 0x80 ? "\\x%02x" : "\\u%04x", (int) c));
      }
    }
    return safe.toString();
  }
}
