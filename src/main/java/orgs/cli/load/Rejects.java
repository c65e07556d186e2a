package orgs.cli.load;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import orgs.cli.files.DraftFile;
import orgs.cli.files.IoReason;
import orgs.cli.files.Links;
import orgs.cli.files.OutputName;
import orgs.cli.files.WrittenFile;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.input.InputRecord;

/**
 * The file of bad lines: line number, tab, reason, tab, the line as it was. It is written beside
 * its name and takes it when it is complete, before the COMMIT; where the import is undone after
 * that, the file is deleted.
 */
final class Rejects implements Closeable {

  private final Context context;
  private final Path file;
  private final Path target;

  /** Null where there is nothing to be renamed. */
  private final DraftFile draft;

  private final OutputStream out;
  private long count;
  private boolean published;
  private boolean withdrawn;

  private Rejects(Context context, Path file, Path target, DraftFile draft, OutputStream out) {
    this.context = context;
    this.file = file;
    this.target = target;
    this.draft = draft;
    this.out = new BufferedOutputStream(out);
  }

  /**
   * Begins a file.
   *
   * @param file null where bad lines aren't collected
   */
  static Rejects to(Context context, Path file) {
    if (file == null) {
      return new Rejects(context, null, null, null, OutputStream.nullOutputStream());
    }
    try {
      Path target = Links.follow(file);
      if (WrittenFile.isStream(target)) {
        return new Rejects(context, file, null, null, packed(file, WrittenFile.open(target)));
      }
      DraftFile draft = context.signals().cleanup().draft(target);
      return new Rejects(context, file, target, draft, packed(file, draft.stream()));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static OutputStream packed(Path file, OutputStream out) throws IOException {
    return OutputName.isPacked(file) ? new GZIPOutputStream(out) : out;
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

  /** Puts the file in its place after the last line. */
  void complete() {
    try {
      out.close();
      publish();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private synchronized void publish() throws IOException {
    if (withdrawn) {
      throw new InterruptedIOException("interrupted");
    }
    if (draft != null && !published) {
      draft.publish();
      published = true;
    }
  }

  /** Deletes the file because nothing was imported. For another thread, too. */
  synchronized void withdraw() {
    withdrawn = true;
    if (published) {
      published = false;
      try {
        Files.deleteIfExists(target);
      } catch (IOException e) {
        // The reason why the import was undone matters more.
        return;
      }
    }
  }

  /** Removes the draft, if it is still there. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    } finally {
      if (draft != null) {
        context.signals().cleanup().discard(draft);
      }
    }
  }

  private static CliException unwritable(Path file, IOException e) {
    return new CliException(
        ExitCode.FAILURE, "can't write " + file + ": " + IoReason.of(e), "nothing was imported");
  }
}
