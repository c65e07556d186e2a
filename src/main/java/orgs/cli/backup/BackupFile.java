package orgs.cli.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import orgs.backup.BackupWriter;
import orgs.cli.files.DraftFile;
import orgs.cli.files.IoReason;
import orgs.cli.files.OutputName;
import orgs.cli.files.WrittenFile;
import orgs.cli.session.Context;
import orgs.cli.session.NamedFile;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.database.migration.Migrations;
import orgs.output.IoAction;
import orgs.store.Backup;
import orgs.store.Organization;
import orgs.store.RowSink;

/**
 * A backup on its way to a file: written beside it, and in its place, on disk, when it is complete.
 * A file that isn't empty is never replaced, for it may be the way back from something else.
 */
final class BackupFile implements Backup {

  private static final String OPTION = "--backup";

  private static final int BUFFER_BYTES = 1 << 16;

  private final Context context;
  private final Path file;
  private final Path target;
  private final DraftFile draft;
  private final OutputStream stream;
  private final BackupWriter writer;
  private final RowSink members = new Members();
  private boolean published;
  private boolean withdrawn;

  private BackupFile(Context context, Path file, Path target, DraftFile draft) throws IOException {
    this.context = context;
    this.file = file;
    this.target = target;
    this.draft = draft;
    OutputStream buffered = new BufferedOutputStream(draft.stream(), BUFFER_BYTES);
    this.stream =
        OutputName.isPacked(file) ? new GZIPOutputStream(buffered, BUFFER_BYTES) : buffered;
    this.writer = new BackupWriter(stream, Migrations.VERSION, Instant.now());
  }

  /** Begins a file. */
  static BackupFile create(Context context, Path file) {
    context.files().use(NamedFile.written(OPTION, file));
    try {
      Path target = WrittenFile.target(OPTION, file);
      if (Files.exists(target) && (!Files.isRegularFile(target) || Files.size(target) > 0)) {
        throw alreadyThere(file);
      }
      return new BackupFile(context, file, target, context.signals().cleanup().draft(target));
    } catch (AccessDeniedException e) {
      throw CliException.usage("no right to write " + file, "name another file for --backup");
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void organization(Organization organization, Long mergedInto) {
    attempt(() -> writer.organization(organization, mergedInto));
  }

  @Override
  public RowSink members() {
    return members;
  }

  @Override
  public void complete() {
    attempt(
        () -> {
          writer.complete();
          if (stream instanceof GZIPOutputStream packer) {
            packer.finish();
          }
          stream.flush();
          draft.sync();
          stream.close();
          publish();
          syncFolder();
        });
  }

  /** Puts the file in its place, unless it was withdrawn meanwhile: then it would stay there. */
  private synchronized void publish() throws IOException {
    if (withdrawn) {
      throw new InterruptedIOException("interrupted");
    }
    if (!draft.publishNew()) {
      throw alreadyThere(file);
    }
    published = true;
  }

  /** Whether the file is there, complete. */
  synchronized boolean isPublished() {
    return published;
  }

  /** The name is on disk when its folder is. */
  private void syncFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** What to say of it. */
  String saved(Context context) {
    long count = writer.count();
    return "saved %s to %s; orgs restore brings %s back"
        .formatted(context.messages().count(count, "member"), file, count == 1 ? "it" : "them");
  }

  /** Leaves no draft behind; a complete file stays. */
  void abandon() {
    try {
      draft.stream().close();
    } catch (IOException e) {
      throw unwritable(file, e);
    } finally {
      context.signals().cleanup().discard(draft);
    }
  }

  @Override
  public synchronized void withdraw() {
    withdrawn = true;
    if (published) {
      published = false;
      try {
        Files.deleteIfExists(target);
      } catch (IOException e) {
        // Why the transaction was undone matters more, and a second attempt names the file.
        return;
      }
    }
  }

  private void attempt(IoAction writing) {
    try {
      writing.run();
    } catch (UncheckedIOException e) {
      throw unwritable(file, e.getCause());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static CliException alreadyThere(Path file) {
    return CliException.usage(
        file + " already exists", "nothing was done; a backup needs a file of its own");
  }

  private static CliException unwritable(Path file, IOException e) {
    return new CliException(
        ExitCode.FAILURE, "can't write " + file + ": " + IoReason.of(e), "nothing was done");
  }

  private final class Members implements RowSink {
    @Override
    public void add(Object... values) {
      attempt(() -> writer.members().add(values));
    }

    @Override
    public void copied(byte[] row) {
      attempt(() -> writer.members().copied(row));
    }
  }
}
