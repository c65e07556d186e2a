package orgs.output;

import java.io.IOException;
import java.util.List;

/** The parts of printing that are the same in every format. */
abstract class StreamPrinter implements RowPrinter {
  final List<Column> columns;
  final Utf8Out out;
  private final CopyRow copied;
  private boolean closed;

  StreamPrinter(List<Column> columns, Utf8Out out) {
    this.columns = List.copyOf(columns);
    this.out = out;
    this.copied = new CopyRow(columns.size());
  }

  /** Prints a row that has a value for each column. */
  abstract void print(Object[] values) throws IOException;

  /** Prints a row of COPY's. A format that has a faster way overrides this. */
  void print(CopyRow row) throws IOException {
    print(row.values(columns));
  }

  /** Prints what follows the last row. */
  abstract void end() throws IOException;

  /** Prints the line break that the last whole row still needs. */
  void cutOff() throws IOException {}

  @Override
  public final void row(Object... values) throws IOException {
    requireOpen();
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + columns.size() + " columns");
    }
    print(values);
    out.endRow();
  }

  @Override
  public final void copied(byte[] row) throws IOException {
    requireOpen();
    print(copied.read(row));
    out.endRow();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("A row after the end");
    }
  }

  @Override
  public final void flush() throws IOException {
    out.flush();
  }

  @Override
  public final void close() throws IOException {
    if (!closed) {
      closed = true;
      end();
      out.endRow();
      out.flush();
    }
  }

  @Override
  public final void abandon() throws IOException {
    if (!closed) {
      closed = true;
      out.dropRow();
      cutOff();
      out.endRow();
      out.flush();
    }
  }
}
