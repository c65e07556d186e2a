package orgs.output;

/** The byte order mark, which isn't text at the beginning of a file. */
final class ByteOrderMark {

  static final String TEXT = "\ufeff";

  private ByteOrderMark() {}

  /** Whether a text in UTF-8 begins with it. */
  static boolean begins(byte[] bytes, int start, int end) {
    return end - start > 2
        && bytes[start] == (byte) 0xEF
        && bytes[start + 1] == (byte) 0xBB
        && bytes[start + 2] == (byte) 0xBF;
  }
}
