package orgs.cli;

/**
 * Bytes that are not UTF-8, in an argument that otherwise is: each stands there as half a surrogate
 * pair, U+DC80 to U+DCFF, which no text has (Python's surrogateescape, PEP 383).
 */
public final class UndecodedBytes {

  /** Stands for a byte that nobody knows. */
  public static final char UNKNOWN = '\udcff';

  private static final char FIRST = '\udc80';

  private UndecodedBytes() {}

  /** What stands for this byte, which isn't ASCII. */
  public static char of(byte undecoded) {
    return (char) (FIRST | undecoded & 0x7f);
  }

  /** Whether there is one in this text. */
  static boolean areIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean half = i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
      if (c >= FIRST && c <= UNKNOWN && half) {
        return true;
      }
    }
    return false;
  }
}
