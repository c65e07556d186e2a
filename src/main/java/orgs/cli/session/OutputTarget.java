package orgs.cli.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import orgs.cli.syntax.CliException;
import orgs.output.Format;
import orgs.output.Layout;
import orgs.output.Printers;
import orgs.output.RowPrinter;

/**
 * Where rows go: stdout, or a file that is written beside its name and renamed when it is complete,
 * so that a failure leaves what was there before. A name that ends in .gz has the rows packed.
 */
public final class OutputTarget implements AutoCloseable {

  private static final int PACKER_BUFFER = 1 << 13;

  /** Null for stdout, which stays open. */
  private final OutputStream file;

  /** Null where there is nothing to be renamed. */
  private final DraftFile draft;

  private final OutputStream stream;
  private final Cancellations cancellations;
  private final Runnable cancellation = this::cancel;

  private OutputTarget(
      OutputStream file, DraftFile draft, OutputStream stream, Cancellations cancellations) {
    this.file = file;
    this.draft = draft;
    this.stream = stream;
    this.cancellations = cancellations;
    cancellations.add(cancellation);
  }

  /** To a person, by a pager where it is much. */
  static OutputTarget to(Paging.Output paged, Cancellations cancellations, Runnable written) {
    return new OutputTarget(paged, null, ClosedPipe.watch(paged, written), cancellations);
  }

  /**
   * To this file, or to stdout where none is named.
   *
   * @param written is called before anything is written that can't be taken back
   */
  static OutputTarget to(
      Path file, OutputStream stdout, Cancellations cancellations, Runnable written) {
    if (file == null) {
      return new OutputTarget(null, null, ClosedPipe.watch(stdout, written), cancellations);
    }
    try {
      Path target = WrittenFile.target("--output", file);
      if (Files.exists(target) && (!Files.isRegularFile(target) || Links.isOpenFile(target))) {
        // /dev/null and named pipes can't be renamed over.
        OutputStream device = ClosedPipe.watch(WrittenFile.open(target), written);
        return in(file, device, null, cancellations);
      }
      DraftFile draft = DraftFile.of(target);
      return in(file, draft.stream(), draft, cancellations);
    } catch (AccessDeniedException e) {
      throw CliException.usage("no right to write " + file, "name another file for --output");
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  private static OutputTarget in(
      Path name, OutputStream file, DraftFile draft, Cancellations cancellations)
      throws IOException {
    try {
      OutputStream stream =
          OutputName.isPacked(name) ? new GZIPOutputStream(file, PACKER_BUFFER) : file;
      return new OutputTarget(file, draft, stream, cancellations);
    } catch (IOException e) {
      // Packing begins with a few bytes of its own.
      new OutputTarget(file, draft, file, cancellations).close();
      throw e;
    }
  }

  public OutputStream stream() {
    return stream;
  }

  RowPrinter printer(Format format, RowForm form, Layout layout) {
    return form.chosen() == null
        ? Printers.of(format, form.columns(), stream, layout)
        : Printers.of(format, form.columns(), form.chosen(), stream, layout);
  }

  /** All rows are there. */
  public void complete() {
    try {
      stream.flush();
      if (file != null) {
        stream.close();
      }
      if (draft != null) {
        draft.publish();
      }
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  @Override
  public void close() {
    cancellations.remove(cancellation);
    try {
      if (file != null) {
        // Not the stream: what is packed must not look complete when it isn't.
        file.close();
      }
    } catch (IOException e) {
      throw new OutputException(e);
    } finally {
      cancel();
    }
  }

  private void cancel() {
    try {
      if (draft != null) {
        draft.delete();
      }
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
