package orgs.cli.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
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

  /** Null where the rows are for a person, who sees whether they are complete. */
  private final Delivery delivery;

  private OutputTarget(
      OutputStream file,
      DraftFile draft,
      OutputStream stream,
      Cancellations cancellations,
      Delivery delivery) {
    this.file = file;
    this.draft = draft;
    this.stream = stream;
    this.cancellations = cancellations;
    this.delivery = delivery;
  }

  /** To a person, by a pager where it is much. */
  static OutputTarget to(Paging.Output paged, Cancellations cancellations, Runnable written) {
    return new OutputTarget(paged, null, ClosedPipe.watch(paged, written), cancellations, null);
  }

  /**
   * To this file, or to stdout where none is named.
   *
   * @param written is called before anything is written that can't be taken back
   */
  static OutputTarget to(
      Path file,
      OutputStream stdout,
      Cancellations cancellations,
      Delivery delivery,
      Runnable written) {
    if (file == null) {
      return new OutputTarget(
          null, null, ClosedPipe.watch(stdout, written), cancellations, delivery);
    }
    try {
      Path target = WrittenFile.target("--output", file);
      if (WrittenFile.isStream(target)) {
        OutputStream device = ClosedPipe.watch(WrittenFile.open(target), written);
        return in(file, device, null, cancellations, delivery);
      }
      DraftFile draft = cancellations.draft(target);
      return in(file, draft.stream(), draft, cancellations, delivery);
    } catch (AccessDeniedException e) {
      throw CliException.usage("no right to write " + file, "name another file for --output");
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  private static OutputTarget in(
      Path name, OutputStream file, DraftFile draft, Cancellations cancellations, Delivery delivery)
      throws IOException {
    try {
      OutputStream stream =
          OutputName.isPacked(name) ? new GZIPOutputStream(file, PACKER_BUFFER) : file;
      return new OutputTarget(file, draft, stream, cancellations, delivery);
    } catch (IOException e) {
      // Packing begins with a few bytes of its own.
      new OutputTarget(file, draft, file, cancellations, delivery).close();
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
      if (delivery != null) {
        delivery.make(this::publish);
      }
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  private void publish() throws IOException {
    if (draft != null) {
      draft.publish();
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        // Not the stream: what is packed must not look complete when it isn't.
        file.close();
      }
    } catch (IOException e) {
      throw new OutputException(e);
    } finally {
      discard();
    }
  }

  private void discard() {
    try {
      if (draft != null) {
        cancellations.discard(draft);
      }
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
