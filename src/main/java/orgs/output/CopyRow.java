package orgs.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A row in the text format of PostgreSQL's COPY: fields between tabs, escapes that begin with a
 * backslash, {@code \N} for null, a line feed at the end. Reused from row to row.
 */
final class CopyRow {

  private final int[] ends;
  private final boolean[] escaped;
  private byte[] bytes;

  CopyRow(int columns) {
    ends = new int[columns];
    escaped = new boolean[columns];
  }

  /**
   * Looks where the fields are.
   *
   * @throws IllegalArgumentException when there are not as many as columns
   */
  CopyRow read(byte[] row) {
    bytes = row;
    int field = 0;
    Arrays.fill(escaped, false);
    for (int i = 0; i < row.length; i++) {
      byte b = row[i];
      if (b == '\\') {
        escaped[field] = true;
      } else if (b == '\t' || b == '\n') {
        ends[field++] = i;
        if (b == '\n' ? field < ends.length : field == ends.length) {
          break;
        }
      }
    }
    if (field != ends.length || ends[field - 1] != row.length - 1) {
      throw new IllegalArgumentException("Not a row of " + ends.length + " fields");
    }
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int field) {
    return field == 0 ? 0 : ends[field - 1] + 1;
  }

  int end(int field) {
    return ends[field];
  }

  /** Whether the field's bytes are not its value's: it has an escape, or is null. */
  boolean isEscaped(int field) {
    return escaped[field];
  }

  /** The field's value, or null. */
  String text(int field) {
    int start = start(field);
    int end = end(field);
    if (!escaped[field]) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    if (end - start == 2 && bytes[start + 1] == 'N') {
      return null;
    }
    byte[] value = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      value[length++] = bytes[i] == '\\' ? unescaped(bytes[++i]) : bytes[i];
    }
    return new String(value, 0, length, StandardCharsets.UTF_8);
  }

  private static byte unescaped(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> letter;
    };
  }

  /** The values of all fields, as {@link RowPrinter#row} takes them. */
  Object[] values(List<Column> columns) {
    Object[] values = new Object[ends.length];
    for (int i = 0; i < values.length; i++) {
      String text = text(i);
      values[i] =
          text == null || columns.get(i).kind() == Column.Kind.TEXT ? text : Long.valueOf(text);
    }
    return values;
  }
}
