package orgs.input;

import orgs.input.text.TextLine;

/**
 * One record of a file.
 *
 * @param line the number of the line where it begins, from 1
 * @param raw its bytes as they were, without the end of the line
 * @param values one for each wanted column, null where the record has none; null when the record is
 *     bad
 * @param problem what is wrong with it, or null
 */
public record InputRecord(long line, byte[] raw, String[] values, String problem) {

  /** Whether its bytes are text in another encoding, or none. */
  public boolean isNotUtf8() {
    return TextLine.NOT_UTF8.equals(problem);
  }

  static InputRecord good(TextLine line, String... values) {
    return new InputRecord(line.line(), line.raw(), values, null);
  }

  static InputRecord bad(TextLine line, String problem) {
    return new InputRecord(line.line(), line.raw(), null, problem);
  }
}
