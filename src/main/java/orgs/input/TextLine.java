package orgs.input;

import java.io.IOException;

/**
 * A record's text before it is taken apart.
 *
 * @param text null when the record is bad already
 * @param problem why it is bad, or null
 */
record TextLine(long line, byte[] raw, String text, String problem) {

  static final String NOT_UTF8 = "is not valid UTF-8";
  private static final String TOO_LONG = "is longer than " + LineSplitter.MAX_BYTES + " bytes";

  /** The next line as text; null at the end. */
  static TextLine next(LineSplitter lines) throws IOException {
    byte[] raw = lines.next();
    return raw == null ? null : of(lines.number(), raw, lines.wasCut());
  }

  static TextLine of(long line, byte[] raw, boolean cut) {
    if (cut) {
      return new TextLine(line, raw, null, TOO_LONG);
    }
    String text = Utf8.decode(raw);
    return new TextLine(line, raw, text, text == null ? NOT_UTF8 : null);
  }

  InputRecord good(String... values) {
    return InputRecord.good(line, raw, values);
  }

  InputRecord bad(String reason) {
    return InputRecord.bad(line, raw, reason);
  }
}
