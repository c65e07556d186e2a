package orgs.input.text;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file or standard input, unpacked when its first two bytes are those of gzip. */
public final class InputFile implements AutoCloseable {

  private final Counter counter;
  private final long size;
  private final boolean owned;

  private InputFile(InputStream in, long size, boolean owned) {
    this.counter = new Counter(in);
    this.size = size;
    this.owned = owned;
  }

  /** Opens a file. */
  public static InputFile open(Path path) throws IOException {
    if (Files.isRegularFile(path) || !Files.isReadable(path)) {
      InputStream in = Files.newInputStream(path);
      return new InputFile(in, Files.size(path), true);
    }
    // A channel's stream asks for its position, which a pipe doesn't have.
    return new InputFile(new FileInputStream(path.toFile()), -1, true);
  }

  /** Reads a stream, which stays the caller's. */
  public static InputFile of(InputStream in) {
    return new InputFile(in, -1, false);
  }

  /** What is in it, unpacked. Waits for the first bytes; to be called once. */
  public InputStream content() throws IOException {
    BufferedInputStream peeked = new BufferedInputStream(counter, 1 << 16);
    return GzipStream.isNext(peeked) ? new GzipStream(peeked) : peeked;
  }

  /** Its size in bytes as it is stored, or -1 where that isn't known. */
  public long size() {
    return size;
  }

  /** How many of its stored bytes were read. */
  public long read() {
    return counter.count;
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      counter.close();
    }
  }

  private static final class Counter extends FilterInputStream {
    private long count;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      count += Math.max(0, n);
      return n;
    }
  }
}
