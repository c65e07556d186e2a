package orgs.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes text as UTF-8 into a buffer of bytes, which passes on whole rows only: whatever ends a
 * command, its output ends with a row. PrintStream swallows errors, and OutputStreamWriter copies
 * every string twice; millions of rows pass here.
 */
final class Utf8Out {
  private static final int CAPACITY = 64 * 1024;
  private static final int LONGEST_NUMBER = 20;
  private static final int LONGEST_CHARACTER = 4;
  private static final byte[] SMALLEST_LONG =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final boolean safe;
  private byte[] buffer = new byte[CAPACITY];
  private int size;

  /** Where the last whole row ends in the buffer. */
  private int whole;

  /**
   * @param safe for a terminal: {@link #text} goes through {@link SafeText}
   */
  Utf8Out(OutputStream out, boolean safe) {
    this.out = out;
    this.safe = safe;
  }

  /** Notes that everything written so far is whole rows. */
  void endRow() {
    whole = size;
  }

  /** Forgets what was written of a row that isn't whole. */
  void dropRow() {
    size = whole;
  }

  /** Writes a character below U+0080, unchanged. */
  void ascii(char c) throws IOException {
    require(1);
    buffer[size++] = (byte) c;
  }

  /** Writes text of the program itself, unchanged. */
  void raw(String s) throws IOException {
    encode(s, 0, s.length());
  }

  /** Whether {@link #text} changes what isn't for a terminal. */
  boolean isSafe() {
    return safe;
  }

  /** Writes bytes of UTF-8, unchanged. */
  void bytes(byte[] bytes, int from, int to) throws IOException {
    require(to - from);
    System.arraycopy(bytes, from, buffer, size, to - from);
    size += to - from;
  }

  /** Writes text of the user. */
  void text(String s) throws IOException {
    text(s, 0, s.length());
  }

  void text(String s, int from, int to) throws IOException {
    if (safe) {
      raw(SafeText.of(s.substring(from, to)));
    } else {
      encode(s, from, to);
    }
  }

  void number(long value) throws IOException {
    require(LONGEST_NUMBER);
    if (value == Long.MIN_VALUE) { // has no positive counterpart
      System.arraycopy(SMALLEST_LONG, 0, buffer, size, SMALLEST_LONG.length);
      size += SMALLEST_LONG.length;
      return;
    }
    if (value < 0) {
      buffer[size++] = '-';
      value = -value;
    }
    int end = size + 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      end++;
    }
    size = end;
    do {
      buffer[--end] = (byte) ('0' + value % 10);
      value /= 10;
    } while (value > 0);
  }

  /** A value that needs no escaping in any format: a number or a boolean. */
  void plain(Object value) throws IOException {
    if (value instanceof Long || value instanceof Integer) {
      number(((Number) value).longValue());
    } else if (value instanceof Boolean) {
      raw(value.toString());
    } else {
      throw new IllegalArgumentException("Not a value of a row: " + value.getClass().getName());
    }
  }

  /** Passes on all whole rows. */
  void flush() throws IOException {
    drain();
    out.flush();
  }

  private void encode(String s, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      require(LONGEST_CHARACTER);
      char c = s.charAt(i);
      if (c < 0x80) {
        buffer[size++] = (byte) c;
      } else if (c < 0x800) {
        buffer[size++] = (byte) (0xc0 | c >> 6);
        buffer[size++] = (byte) (0x80 | c & 0x3f);
      } else if (!Character.isSurrogate(c)) {
        three(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(s.charAt(i + 1))) {
        int code = Character.toCodePoint(c, s.charAt(++i));
        buffer[size++] = (byte) (0xf0 | code >> 18);
        buffer[size++] = (byte) (0x80 | code >> 12 & 0x3f);
        buffer[size++] = (byte) (0x80 | code >> 6 & 0x3f);
        buffer[size++] = (byte) (0x80 | code & 0x3f);
      } else {
        three('\ufffd'); // half a pair has no form in UTF-8
      }
    }
  }

  private void three(char c) {
    buffer[size++] = (byte) (0xe0 | c >> 12);
    buffer[size++] = (byte) (0x80 | c >> 6 & 0x3f);
    buffer[size++] = (byte) (0x80 | c & 0x3f);
  }

  /** Makes room, for a row that is longer than the buffer, too. */
  private void require(int bytes) throws IOException {
    if (bytes <= buffer.length - size) {
      return;
    }
    drain();
    if (bytes > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
    }
  }

  private void drain() throws IOException {
    int full = whole;
    if (full == 0) {
      return;
    }
    try {
      out.write(buffer, 0, full);
    } finally {
      // Also of a failed write, which isn't repeated.
      size -= full;
      whole = 0;
      System.arraycopy(buffer, full, buffer, 0, size);
    }
  }
}
