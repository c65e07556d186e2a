package orgs.input.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes at everything that may end a line: a line feed, with the carriage return
 * before it or two of them, and a carriage return by itself. A byte order mark at the beginning is
 * left out. The last line may lack its end.
 */
public final class LineSplitter {

  /** What ended a line. */
  enum End {
    LINE_FEED('\n'),
    CARRIAGE_RETURN_LINE_FEED('\r', '\n'),
    /** What a program makes of the one above that puts a carriage return before each line feed. */
    TWO_CARRIAGE_RETURNS_LINE_FEED('\r', '\r', '\n'),
    CARRIAGE_RETURN('\r'),
    END_OF_STREAM;

    private final byte[] bytes;

    End(char... characters) {
      bytes = new byte[characters.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) characters[i];
      }
    }

    byte[] bytes() {
      return bytes;
    }

    boolean hasLineFeed() {
      return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }
  }

  /** A longer line is cut here and is bad. No name is that long, but memory is not to grow. */
  public static final int MAX_BYTES = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long number;
  private boolean cut;
  private boolean unfinished;
  private End end;

  public LineSplitter(InputStream in) {
    this.in = in;
  }

  /** The number of the line that was read last, from 1. */
  public long number() {
    return number;
  }

  /** Whether the line that was read last was longer than {@link #MAX_BYTES}. */
  boolean wasCut() {
    return cut;
  }

  /** What ended the line that was read last, all of which has been read. */
  End end() {
    return end;
  }

  /** The next line without its end, or null when there is none. */
  public byte[] next() throws IOException {
    while (unfinished) {
      rest();
    }
    if (position == limit && !fill()) {
      return null;
    }
    number++;
    byte[] line = within();
    return number == 1 && ByteOrderMark.begins(line)
        ? Arrays.copyOfRange(line, ByteOrderMark.LENGTH, line.length)
        : line;
  }

  /** What was cut off the line that was read last, piece by piece; null at its end. */
  byte[] rest() throws IOException {
    if (!unfinished) {
      return null;
    }
    if (position == limit && !fill()) {
      finish();
      return null;
    }
    int to = indexOfEnd();
    byte[] piece = Arrays.copyOfRange(buffer, position, to);
    position = to;
    if (to < limit) {
      finish();
    }
    return piece;
  }

  /** Most lines end in the buffer they begin in. */
  private byte[] within() throws IOException {
    int to = indexOfEnd();
    if (to < limit) {
      byte[] line = Arrays.copyOfRange(buffer, position, to);
      position = to;
      cut = false;
      finish();
      return line;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(limit - position + 80);
    do {
      to = indexOfEnd();
      int taken = Math.min(to - position, MAX_BYTES - line.size());
      line.write(buffer, position, taken);
      position += taken;
      cut = position < to;
    } while (!cut && position == limit && fill());
    unfinished = cut;
    if (!cut) {
      finish();
    }
    return line.toByteArray();
  }

  /** Goes past what ends the line. */
  private void finish() throws IOException {
    unfinished = false;
    end = endHere();
    position += end.bytes.length;
  }

  private End endHere() throws IOException {
    int first = peek(0);
    if (first < 0) {
      return End.END_OF_STREAM;
    }
    if (first == '\n') {
      return End.LINE_FEED;
    }
    int second = peek(1);
    if (second == '\n') {
      return End.CARRIAGE_RETURN_LINE_FEED;
    }
    return second == '\r' && peek(2) == '\n'
        ? End.TWO_CARRIAGE_RETURNS_LINE_FEED
        : End.CARRIAGE_RETURN;
  }

  /** A byte that is still to be read, or -1 where there is none. */
  private int peek(int offset) throws IOException {
    while (position + offset >= limit) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count <= 0) {
        return -1;
      }
      limit += count;
    }
    return buffer[position + offset] & 0xFF;
  }

  private int indexOfEnd() {
    // Local, for a compiler that keeps no field in a register.
    byte[] bytes = buffer;
    int last = limit;
    int i = position;
    while (i < last && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }
}
