package orgs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import orgs.output.RowPrinter;

/** The rows of a command on their way to a printer. */
final class Rows {

  private final RowPrinter printer;
  private final boolean outliveReader;
  private boolean deaf;
  private boolean finished;
  private long count;

  /**
   * Prints to this printer.
   *
   * @param outliveReader whether a reader that goes away is no reason to stop
   */
  Rows(RowPrinter printer, boolean outliveReader) {
    this.printer = printer;
    this.outliveReader = outliveReader;
  }

  void add(Object... values) {
    count++;
    attempt(
        () -> {
          printer.row(values);
          if (count == 1) {
            printer.flush();
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
