package orgs.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes at line feeds; a carriage return before one goes too, and so does a byte
 * order mark at the beginning. The last line may lack its end.
 */
public final class LineSplitter {

  /** A longer line is cut here and is bad. No name is that long, but memory is not to grow. */
  static final int MAX_BYTES = 1 << 20;

  private static final byte[] LINE_FEED = {'\n'};
  private static final byte[] CARRIAGE_RETURN_LINE_FEED = {'\r', '\n'};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long number;
  private boolean cut;
  private boolean unfinished;
  private boolean carriageReturn;

  public LineSplitter(InputStream in) {
    this.in = in;
  }

  /** The number of the line that was read last, from 1. */
  public long number() {
    return number;
  }

  /** Whether the line that was read last was longer than {@link #MAX_BYTES}. */
  public boolean wasCut() {
    return cut;
  }

  /** What ended the line that was read last; at the end of the stream that may be just assumed. */
  byte[] end() {
    return carriageReturn ? CARRIAGE_RETURN_LINE_FEED : LINE_FEED;
  }

  /** The next line without its end, or null when there is none. */
  public byte[] next() throws IOException {
    while (unfinished) {
      rest();
    }
    if (position == limit && !fill()) {
      return null;
    }
    cut = false;
    number++;
    byte[] line = within();
    return number == 1 && startsWithMark(line) ? Arrays.copyOfRange(line, 3, line.length) : line;
  }

  /** What was cut off the line that was read last, piece by piece; null at its end. */
  byte[] rest() throws IOException {
    if (!unfinished) {
      return null;
    }
    if (position == limit && !fill()) {
      unfinished = false;
      return null;
    }
    int end = indexOfEnd();
    byte[] piece = Arrays.copyOfRange(buffer, position, end);
    unfinished = end == limit;
    position = unfinished ? end : end + 1;
    return piece;
  }

  /** Most lines end in the buffer they begin in. */
  private byte[] within() throws IOException {
    int end = indexOfEnd();
    if (end < limit) {
      carriageReturn = end > position && buffer[end - 1] == '\r';
      byte[] line = Arrays.copyOfRange(buffer, position, carriageReturn ? end - 1 : end);
      position = end + 1;
      return line;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(limit - position + 80);
    do {
      end = indexOfEnd();
      int taken = Math.min(end - position, MAX_BYTES - line.size());
      line.write(buffer, position, taken);
      position += taken;
      cut = position < end;
    } while (!cut && position == limit && fill());
    unfinished = cut;
    if (!cut && position < limit) {
      position++;
    }
    byte[] bytes = line.toByteArray();
    carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private int indexOfEnd() {
    // Local, for a compiler that keeps no field in a register.
    byte[] bytes = buffer;
    int last = limit;
    int i = position;
    while (i < last && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static boolean startsWithMark(byte[] line) {
    return line.length >= 3 && Arrays.equals(line, 0, 3, BYTE_ORDER_MARK, 0, 3);
  }
}
