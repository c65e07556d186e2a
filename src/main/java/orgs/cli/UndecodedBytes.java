package orgs.cli;

/**
 * Bytes of an argument that are not UTF-8. Each is kept as half a surrogate pair, U+DC80 to U+DCFF,
 * which no text has (Python's surrogateescape, PEP 383).
 */
public final class UndecodedBytes {

  /** Stands for an unknown byte. */
  public static final char UNKNOWN = '\udcff';

  private static final char FIRST = '\udc80';

  private UndecodedBytes() {}

  /** Returns the character that stands for this byte, which isn't ASCII. */
  public static char of(byte undecoded) {
    return (char) (FIRST | undecoded & 0x7f);
  }

  /** Whether there is such a byte in this text. */
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
