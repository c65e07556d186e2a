package orgs.cli.load;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
   * @param input the file that is read, or null
   */
  static Rejects to(Path file, Path input) {
    if (file == null) {
      return new Rejects(null, OutputStream.nullOutputStream());
    }
    try {
      if (input != null && Files.exists(file) && Files.isSameFile(file, input)) {
        throw CliException.usage("--rejects would overwrite " + input, "name another file");
      }
      return new Rejects(file, new BufferedOutputStream(Files.newOutputStream(file)));
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
        ExitCode.FAILURE, "can't write " + file + ": " + reason(e), "nothing was imported");
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.getMessage();
  }
}
