package orgs.input.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds out the encoding of a text, and converts it to UTF-8. */
public final class Encodings {

  private static final int LONGEST_MARK = 4;

  private Encodings() {}

  /** The byte order marks that a file may begin with. */
  private enum Mark {
    // The first that fits counts: UTF-16LE's is the beginning of UTF-32LE's.
    UTF_32LE("UTF-32", "UTF-32LE", 0xFF, 0xFE, 0, 0),
    UTF_32BE("UTF-32", "UTF-32BE", 0, 0, 0xFE, 0xFF),
    UTF_16LE("UTF-16", "UTF-16LE", 0xFF, 0xFE),
    UTF_16BE("UTF-16", "UTF-16BE", 0xFE, 0xFF),
    UTF_8("UTF-8", "UTF-8", 0xEF, 0xBB, 0xBF);

    private final String family;
    private final String charset;
    private final byte[] bytes;

    Mark(String family, String charset, int... bytes) {
      this.family = family;
      this.charset = charset;
      this.bytes = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        this.bytes[i] = (byte) bytes[i];
      }
    }

    private boolean begins(byte[] head, int length) {
      return length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }

    private boolean speaksOf(Charset one) {
      return one.name().equals(family) || one.name().equals(charset);
    }
  }

  /**
   * Converts a text to UTF-8. Waits for the first bytes.
   *
   * @param told the encoding, or null where the file's byte order mark decides, and UTF-8 is meant
   *     without one
   * @throws InputException when the byte order mark is that of another encoding; later, from the
   *     stream, for the first bytes that aren't text in this encoding
   */
  public static InputStream toUtf8(InputStream content, Charset told) throws IOException {
    BufferedInputStream peeked = new BufferedInputStream(content, 1 << 16);
    Mark mark = mark(peeked);
    if (told != null && mark != null && !mark.speaksOf(told)) {
      throw new InputException(
          "begins with the byte order mark of " + mark.charset + ", and is said to be " + told,
          "leave --encoding out, or name the encoding that it has");
    }
    Charset charset =
        told != null ? told : mark != null ? Charset.forName(mark.charset) : StandardCharsets.UTF_8;
    return charset.equals(StandardCharsets.UTF_8) ? peeked : new Utf8Stream(peeked, charset);
  }

  /**
   * Refuses text in another encoding than UTF-8, where it shows at once.
   *
   * @param head how the text begins
   * @param length how much of it is known
   * @param end where the first line ends
   */
  public static void requireUtf8(byte[] head, int length, int end) {
    String other = unmarked(head, length, end);
    if (other != null) {
      throw new InputException(
          "is " + other.substring(0, 6) + ", and not UTF-8", "--encoding " + other + " reads it");
    }
  }

  /** Returns the encoding that zero bytes show, without a mark; or null. */
  private static String unmarked(byte[] head, int length, int end) {
    if (length > 1 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
      return "UTF-16";
    }
    if (length > 1 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
      return "UTF-16";
    }
    if (end >= 4 && head[1] == 0 && head[2] == 0 && head[3] == 0 && head[0] != 0) {
      return "UTF-32LE";
    }
    if (end >= 4 && head[0] == 0 && head[1] == 0 && head[2] == 0 && head[3] != 0) {
      return "UTF-32BE";
    }
    if (isZero(head, end, 1) || end > 1 && end + 1 < length && end % 2 == 0 && head[end + 1] == 0) {
      return "UTF-16LE";
    }
    return isZero(head, end, 0) || end > 1 && end < length && end % 2 == 1 && head[end - 1] == 0
        ? "UTF-16BE"
        : null;
  }

  /** Whether one byte of each pair is zero, and only that one. */
  private static boolean isZero(byte[] head, int end, int which) {
    for (int i = 0; i + 1 < end; i += 2) {
      if (head[i + which] != 0 || head[i + 1 - which] == 0) {
        return false;
      }
    }
    return end > 1;
  }

  private static Mark mark(BufferedInputStream in) throws IOException {
    in.mark(LONGEST_MARK);
    byte[] head = new byte[LONGEST_MARK];
    int length = 0;
    // No more than needed: a person who types a short line waits for the answer.
    while (length < LONGEST_MARK && mayBeMark(head, length)) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head[length++] = (byte) next;
    }
    in.reset();
    for (Mark mark : Mark.values()) {
      if (mark.begins(head, length)) {
        return mark;
      }
    }
    return null;
  }

  private static boolean mayBeMark(byte[] head, int length) {
    for (Mark mark : Mark.values()) {
      if (length < mark.bytes.length && Arrays.equals(head, 0, length, mark.bytes, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
