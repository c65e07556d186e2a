package orgs.cli.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import orgs.output.RowPrinter;
import orgs.store.copy.RowSink;

/**
 * The rows of a command on their way to a printer. A row waits at the most a tenth of a second for
 * the next, the first ones not at all.
 */
public final class RowWriter implements RowSink {

  private static final int AT_ONCE = 100;

  private static final long LONGEST_WAIT_NANOS = 100_000_000;

  private final RowPrinter printer;
  private final ProgressDisplay waiting;
  private boolean outliveFailure;
  private final BooleanSupplier stopped;
  private IOException failure;
  private boolean finished;
  private long count;
  private long flushed;

  /**
   * Prints to this printer.
   *
   * @param waiting is told how far it is
   * @param outliveFailure whether rows that can't be written are no reason to stop; {@link #finish}
   *     tells of them
   * @param stopped whether rows that nothing was changed for are no longer wanted
   */
  RowWriter(
      RowPrinter printer,
      ProgressDisplay waiting,
      boolean outliveFailure,
      BooleanSupplier stopped) {
    this.stopped = stopped;
    this.printer = printer;
    this.waiting = waiting;
    this.outliveFailure = outliveFailure;
  }

  /** Lets a person see that the first row will take a while. */
  public void waitFor(String what) {
    waiting.begin(what);
  }

  @Override
  public void add(Object... values) {
    requireWanted();
    waiting.rows(++count);
    attempt(
        () -> {
          printer.row(values);
          flushInTime();
        });
  }

  @Override
  public void copied(byte[] row) {
    requireWanted();
    waiting.rows(++count);
    if (failure != null) {
      return;
    }
    try {
      printer.copied(row);
      // They come by the hundred.
      if (count <= AT_ONCE || count % AT_ONCE == 0) {
        flushInTime();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** A signal may find the server between two rows, and then it has nothing to stop. */
  private void requireWanted() {
    if (!outliveFailure && stopped.getAsBoolean()) {
      throw new OutputException(new InterruptedIOException("interrupted"));
    }
  }

  private void flushInTime() throws IOException {
    if (count <= AT_ONCE || System.nanoTime() - flushed > LONGEST_WAIT_NANOS) {
      printer.flush();
      flushed = System.nanoTime();
    }
  }

  long count() {
    return count;
  }

  /** Prints the closing part, once. */
  void finish() {
    if (!finished) {
      finished = true;
      waiting.close();
      attempt(printer::close);
      if (failure != null) {
        throw new OutputException(failure);
      }
    }
  }

  /** No more rows will come, because something failed: the last one is whole, and ends its line. */
  void abandon() {
    outliveFailure = true;
    attempt(printer::abandon);
  }

  private void attempt(Printing printing) {
    if (failure != null) {
      return;
    }
    try {
      printing.run();
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    if (!outliveFailure) {
      throw new OutputException(e);
    }
    failure = e;
  }

  private interface Printing {
    void run() throws IOException;
  }
}
