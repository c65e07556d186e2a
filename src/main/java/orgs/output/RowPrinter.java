package orgs.output;

import java.io.Closeable;
import java.io.IOException;

/**
 * Prints rows as they come, in constant memory. An {@link IOException} of the stream below comes
 * out of every method, so that a closed pipe is noticed; nothing is written after it.
 */
public interface RowPrinter extends Closeable {
  /**
   * Prints one row.
   *
   * @param values a String, Long, Integer, Boolean or null for each column, in their order
   */
  void row(Object... values) throws IOException;

  /**
   * Prints one row that is in the text format of PostgreSQL's COPY, with a field for each column:
   * the same as the row of its values, and faster.
   *
   * @param row with its line feed; not kept
   */
  void copied(byte[] row) throws IOException;

  /**
   * Makes visible what was printed so far. A table that is still gathering the rows its column
   * widths are taken from holds these back.
   */
  void flush() throws IOException;

  /**
   * Prints the closing part and flushes; leaves the stream below open. There is nothing to release.
   */
  @Override
  void close() throws IOException;

  /**
   * No more rows will come, because something failed: ends the output with its last whole row and a
   * line break, so that what others print next has lines of its own. The closing part isn't
   * printed, or a cut-off result could pass for a whole one.
   */
  void abandon() throws IOException;
}
