package orgs.output;

import java.io.IOException;

/** Passes on some columns of the rows, in another order. */
final class ChosenColumns implements RowPrinter {

  private final int[] chosen;
  private final RowPrinter printer;
  private final CopyRow whole;

  ChosenColumns(int columns, int[] chosen, RowPrinter printer) {
    this.chosen = chosen.clone();
    this.printer = printer;
    this.whole = new CopyRow(columns);
  }

  @Override
  public void row(Object... values) throws IOException {
    Object[] some = new Object[chosen.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[chosen[i]];
    }
    printer.row(some);
  }

  @Override
  public void copied(byte[] row) throws IOException {
    whole.read(row);
    int length = 0;
    for (int column : chosen) {
      length += whole.end(column) - whole.start(column) + 1;
    }
    byte[] some = new byte[length];
    int end = 0;
    for (int column : chosen) {
      int size = whole.end(column) - whole.start(column);
      System.arraycopy(row, whole.start(column), some, end, size);
      end += size;
      some[end++] = '\t';
    }
    some[length - 1] = '\n';
    printer.copied(some);
  }

  @Override
  public void flush() throws IOException {
    printer.flush();
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }

  @Override
  public void abandon() throws IOException {
    printer.abandon();
  }
}
