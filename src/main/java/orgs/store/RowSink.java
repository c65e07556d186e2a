package orgs.store;

/** Takes the rows of a large result, in the form in which they come. */
public interface RowSink {

  /** A row as its values. */
  void add(Object... values);

  /**
   * A row in the text format of COPY, with its line feed.
   *
   * @param row is not reused
   */
  void copied(byte[] row);
}
