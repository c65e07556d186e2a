package orgs.input.text;

/**
 * A record's text before it is taken apart.
 *
 * @param text null when the record is bad already
 * @param problem why it is bad, or null
 */
public record TextLine(long line, byte[] raw, String text, String problem) {

  public static final String NOT_UTF8 = "is not valid UTF-8";
  private static final String TOO_LONG = "is longer than " + LineSplitter.MAX_BYTES + " bytes";
  private static final String MARK =
      "begins with a byte order mark, as where one file was appended to another";

  static TextLine of(long line, byte[] raw, boolean cut) {
    if (cut) {
      return new TextLine(line, raw, null, TOO_LONG);
    }
    if (ByteOrderMark.begins(raw)) {
      return new TextLine(line, raw, null, MARK);
    }
    String text = Utf8.decode(raw);
    return new TextLine(line, raw, text, text == null ? NOT_UTF8 : null);
  }

  TextLine withProblem(String why) {
    return new TextLine(line, raw, null, why);
  }

  /** Whether it has nothing but spaces and tabs, if anything. */
  boolean isBlank() {
    for (byte b : raw) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
