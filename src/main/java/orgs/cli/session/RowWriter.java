package orgs.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import orgs.output.RowPrinter;

/**
 * The rows of a command on their way to a printer. A row waits at the most a tenth of a second for
 * the next, the first ones not at all.
 */
public final class RowWriter {

  private static final int AT_ONCE = 100;

  private static final long LONGEST_WAIT_NANOS = 100_000_000;

  private final RowPrinter printer;
  private final ProgressDisplay waiting;
  private final boolean outliveReader;
  private boolean deaf;
  private boolean finished;
  private long count;
  private long flushed;

  /**
   * Prints to this printer.
   *
   * @param waiting is told how far it is
   * @param outliveReader whether a reader that goes away is no reason to stop
   */
  RowWriter(RowPrinter printer, ProgressDisplay waiting, boolean outliveReader) {
    this.printer = printer;
    this.waiting = waiting;
    this.outliveReader = outliveReader;
  }

  /** Lets a person see that the first row will take a while. */
  public void waitFor(String what) {
    waiting.begin(what);
  }

  public void add(Object... values) {
    waiting.rows(++count);
    attempt(
        () -> {
          printer.row(values);
          if (count <= AT_ONCE || System.nanoTime() - flushed > LONGEST_WAIT_NANOS) {
            printer.flush();
            flushed = System.nanoTime();
          }
        });
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
    }
  }

  private void attempt(Printing printing) {
    if (deaf) {
      return;
    }
    try {
      printing.run();
    } catch (ClosedPipe e) {
      if (!outliveReader) {
        throw new UncheckedIOException(e);
      }
      deaf = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Printing {
    void run() throws IOException;
  }
}
