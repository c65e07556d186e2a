package orgs.store;

/** Takes the rows of a large result in the form in which the server sends them. */
public interface RowSink {

  /** Takes a row as its values. */
  void add(Object... values);

  /**
   * Takes a row in the text format of COPY, with its line feed.
   *
   * @param row is not reused
   */
  void copied(byte[] row);
}
