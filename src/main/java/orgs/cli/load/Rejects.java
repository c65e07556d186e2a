package orgs.cli.load;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import orgs.cli.session.IoReason;
import orgs.cli.session.OutputName;
import orgs.cli.session.WrittenFile;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.input.InputRecord;

/** Where bad lines go: line number, tab, reason, tab, the line as it was. */
final class Rejects implements Closeable {

  private final Path file;
  private final OutputStream out;
  private long count;

  private Rejects(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Creates the file, empty, so that an earlier run's rejects can't be taken for this one's.
   *
   * @param file null where bad lines aren't collected
   */
  static Rejects to(Path file) {
    if (file == null) {
      return new Rejects(null, OutputStream.nullOutputStream());
    }
    try {
      Path target = WrittenFile.follow(file);
      OutputStream out = new BufferedOutputStream(WrittenFile.open(target));
      return new Rejects(file, OutputName.isPacked(file) ? new GZIPOutputStream(out) : out);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
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
      out.write((record.line() + "\t" + problem + "\t").getBytes(StandardCharsets.UTF_8));
      out.write(record.raw());
      out.write('\n');
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Closes the file; all were written then. May be called again. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static CliException unwritable(Path file, IOException e) {
    return new CliException(
        ExitCode.FAILURE, "can't write " + file + ": " + IoReason.of(e), "nothing was imported");
  }
}
