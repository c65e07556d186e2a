package orgs.input.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The first line of a file, looked at without reading past it. */
public final class FirstLine {

  private static final int MOST_BYTES = 1 << 16;

  private final InputStream content;
  private final byte[] head;

  /** How many bytes of the head are known. */
  private final int length;

  /** Where the first line ends. */
  private final int end;

  private FirstLine(InputStream content, byte[] head, int length, int end) {
    this.content = content;
    this.head = head;
    this.length = length;
    this.end = end;
  }

  /** Waits for the first line, or for its first {@value #MOST_BYTES} bytes. */
  public static FirstLine of(InputStream content) throws IOException {
    BufferedInputStream peeked = new BufferedInputStream(content, MOST_BYTES);
    peeked.mark(MOST_BYTES);
    byte[] head = new byte[MOST_BYTES];
    int length = 0;
    int end = 0;
    while (end == length && length < MOST_BYTES) {
      int count = peeked.read(head, length, MOST_BYTES - length);
      if (count < 0) {
        break;
      }
      length += count;
      while (end < length && head[end] != '\n' && head[end] != '\r') {
        end++;
      }
    }
    peeked.reset();
    return new FirstLine(peeked, head, length, end);
  }

  /** The whole content, this line included. */
  public InputStream content() {
    return content;
  }

  /** The first bytes of the content, of which {@link #length} are known: maybe more than a line. */
  public byte[] head() {
    return head;
  }

  public int length() {
    return length;
  }

  /** Where the line ends in {@link #head}. */
  public int end() {
    return end;
  }

  /** The text without a byte order mark. */
  public String text() {
    String text = new String(head, 0, end, StandardCharsets.UTF_8);
    return text.indexOf(ByteOrderMark.CHARACTER) == 0 ? text.substring(1) : text;
  }
}
