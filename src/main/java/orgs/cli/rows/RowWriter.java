package orgs.cli.rows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import orgs.cli.console.OutputException;
import orgs.cli.console.ProgressDisplay;
import orgs.output.IoAction;
import orgs.output.RowPrinter;
import orgs.store.RowSink;

/**
 * Hands the rows of a command to a printer. A row waits at most a tenth of a second for the next
 * one, and the first rows don't wait.
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
   * @param waiting shows how many rows have come
   * @param outliveFailure whether the command continues if rows can't be written; {@link #finish}
   *     throws the failure then
   * @param stopped whether the rows of a reading command are no longer wanted
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
      // Such rows come by the hundred.
      if (count <= AT_ONCE || count % AT_ONCE == 0) {
        flushInTime();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Ends the rows after a signal that found the server between two of them. */
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

  /** Ends the rows after a failure: the last one is whole, and ends its line. */
  void abandon() {
    outliveFailure = true;
    attempt(printer::abandon);
  }

  private void attempt(IoAction printing) {
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
}
