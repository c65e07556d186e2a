package orgs.input.text;

/**
 * The mark that says of a text that it is UTF-8; elsewhere than at its beginning it is a mistake.
 */
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
