package orgs.cli.rows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import orgs.cli.console.ClosedPipe;
import orgs.cli.console.OutputException;
import orgs.cli.console.Signals;
import orgs.cli.files.DraftFile;
import orgs.cli.files.OutputName;
import orgs.cli.files.WrittenFile;
import orgs.cli.syntax.CliException;
import orgs.output.Format;
import orgs.output.Layout;
import orgs.output.Printers;
import orgs.output.RowPrinter;

/**
 * The place that rows go to: stdout, or a file that is written beside its name and renamed when it
 * is complete, so that a failure leaves what was there before. A name that ends in .gz has the rows
 * compressed.
 */
public final class OutputTarget implements AutoCloseable {

  private static final int GZIP_BUFFER = 1 << 13;

  /** So many bytes of rows are held back at most. */
  private static final int HELD_BYTES = 1 << 16;

  /** Null for stdout, which stays open. */
  private final OutputStream file;

  /** Null unless the file is renamed when it is complete. */
  private final DraftFile draft;

  private final OutputStream stream;

  /** Null if rows are sent as they come. */
  private final HeldOutput held;

  private final Signals signals;

  /** Whether the rows are for a person, who sees whether they are complete. */
  private final boolean paged;

  private OutputTarget(
      OutputStream file,
      DraftFile draft,
      OutputStream stream,
      HeldOutput held,
      Signals signals,
      boolean paged) {
    this.file = file;
    this.draft = draft;
    this.stream = stream;
    this.held = held;
    this.signals = signals;
    this.paged = paged;
  }

  /** Sends rows to a person, by a pager if they are more than the screen holds. */
  static OutputTarget to(Paging.Output output, Signals signals, Runnable written) {
    return new OutputTarget(output, null, ClosedPipe.watch(output, written), null, signals, true);
  }

  /**
   * Sends rows to this file, or to stdout if it is null.
   *
   * @param hold whether rows are held back until they are complete or too many
   * @param written is called before anything is written that can't be taken back
   */
  static OutputTarget to(
      Path file, OutputStream stdout, Signals signals, boolean hold, Runnable written) {
    if (file == null) {
      OutputStream out = ClosedPipe.watch(stdout, written);
      HeldOutput held = hold ? held(out) : null;
      return new OutputTarget(null, null, hold ? held : out, held, signals, false);
    }
    try {
      Path target = WrittenFile.target("--output", file);
      if (WrittenFile.isStream(target)) {
        OutputStream device = ClosedPipe.watch(WrittenFile.open(target), written);
        HeldOutput held = hold ? held(device) : null;
        return compressed(file, device, null, held, signals);
      }
      DraftFile draft = signals.cleanup().draft(target);
      return compressed(file, draft.stream(), draft, null, signals);
    } catch (AccessDeniedException e) {
      throw CliException.usage("no right to write " + file, "name another file for --output");
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  private static HeldOutput held(OutputStream out) {
    HeldOutput held = new HeldOutput(out, HELD_BYTES);
    held.hold();
    return held;
  }

  private static OutputTarget compressed(
      Path name, OutputStream file, DraftFile draft, HeldOutput held, Signals signals)
      throws IOException {
    OutputStream plain = held == null ? file : held;
    try {
      OutputStream stream =
          OutputName.isPacked(name) ? new GZIPOutputStream(plain, GZIP_BUFFER) : plain;
      return new OutputTarget(file, draft, stream, held, signals, false);
    } catch (IOException e) {
      // The header of gzip is written at once.
      new OutputTarget(file, draft, plain, held, signals, false).close();
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

  /** Sends rows that were held back, although they may not be complete. */
  public void release() {
    try {
      if (held != null) {
        held.release();
      }
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /** Completes the rows: all of them were written. */
  public void complete() {
    try {
      stream.flush();
      if (held != null) {
        held.release();
      }
      if (file != null) {
        stream.close();
      }
      if (!paged) {
        signals.delivery().make(this::publish);
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
        // Not the stream: a compressed file must not look complete if it isn't.
        file.close();
      }
    } catch (IOException e) {
      throw new OutputException(e);
    } finally {
      if (draft != null) {
        signals.cleanup().discard(draft);
      }
    }
  }
}
