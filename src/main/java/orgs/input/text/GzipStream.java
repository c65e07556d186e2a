package orgs.input.text;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks gzip files, one or several that were concatenated, with zeros after them, if any, as
 * tapes and blocks of a fixed size have them. (Java's own class mistakes a pause of a pipe for the
 * end of concatenated files.)
 */
final class GzipStream extends InputStream {

  private static final int MAGIC = 0x1f8b;

  private final BufferedInputStream packed;

  /** The file that is being read; null after the end of the last one. */
  private InputStream current;

  /** Opens the first file, which has to be there. */
  GzipStream(BufferedInputStream packed) throws IOException {
    this.packed = packed;
    current = open();
  }

  /** Whether such a file comes next. */
  static boolean isNext(BufferedInputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == MAGIC;
  }

  private InputStream open() throws IOException {
    try {
      return GzipCompressorInputStream.builder().setInputStream(packed).get();
    } catch (EOFException e) {
      throw endsTooEarly(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (current != null) {
      int count = readCurrent(bytes, offset, length);
      if (count >= 0) {
        return count;
      }
      current = isNext(packed) ? open() : end();
    }
    return -1;
  }

  private int readCurrent(byte[] bytes, int offset, int length) throws IOException {
    try {
      return current.read(bytes, offset, length);
    } catch (EOFException e) {
      throw endsTooEarly(e);
    }
  }

  /** Skips the padding. */
  private InputStream end() throws IOException {
    int next;
    do {
      next = packed.read();
    } while (next == 0);
    if (next >= 0) {
      throw new IOException("there is other data after its gzip data");
    }
    return null;
  }

  private static IOException endsTooEarly(EOFException e) {
    return new IOException("its gzip data ends unexpectedly", e);
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
