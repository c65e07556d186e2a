package orgs.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import orgs.input.InputRecord;

/** Where bad lines go: line number, tab, reason, tab, the line as it was. */
final class Rejects implements Closeable {

  private final Path file;
  private OutputStream out;
  private long count;

  Rejects(Path file) {
    this.file = file;
  }

  /** Whether bad lines are collected at all. */
  boolean isWanted() {
    return file != null;
  }

  long count() {
    return count;
  }

  void add(InputRecord record, String problem) {
    count++;
    try {
      open();
      out.write((record.line() + "\t" + problem + "\t").getBytes(StandardCharsets.UTF_8));
      out.write(record.raw());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates the file, empty, so that an earlier run's rejects can't be taken for this one's. */
  void open() throws IOException {
    if (out == null && file != null) {
      out = new BufferedOutputStream(Files.newOutputStream(file));
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
