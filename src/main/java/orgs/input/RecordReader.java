package orgs.input;

import java.io.IOException;
import orgs.input.text.InputException;

/** Reads records one by one, in constant memory. */
public interface RecordReader {

  /**
   * The next record, good or bad; null at the end.
   *
   * @throws InputException when the file as a whole can't be read: its header lacks a column
   */
  InputRecord next() throws IOException;
}
