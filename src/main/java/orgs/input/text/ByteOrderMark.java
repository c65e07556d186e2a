package orgs.input.text;

/** The byte order mark of UTF-8. After the beginning of a text it is a mistake. */
final class ByteOrderMark {

  static final int LENGTH = 3;
  static final char CHARACTER = '\ufeff';

  private ByteOrderMark() {}

  static boolean begins(byte[] bytes) {
    return bytes.length >= LENGTH
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }
}
