package orgs.store;

/**
 * Which part of a result to take.
 *
 * @param limit how many rows at the most; 0 for all
 * @param after only rows with a larger id (keyset paging), or null
 * @param sort the order of the rows; {@link Sort#NAME} can't be combined with {@code after}
 */
public record Page(long limit, Long after, Sort sort) {

  /** The orders there are. Rows of equal names come in the order of their ids. */
  public enum Sort {
    ID,
    NAME
  }

  /** Everything, in the order of the ids. */
  public static final Page ALL = new Page(0, null, Sort.ID);

  /**
   * Checks the parts.
   *
   * @throws StoreException (INVALID) when they contradict each other
   */
  public Page {
    if (limit < 0) {
      throw new StoreException(StoreException.Kind.INVALID, "a limit can't be negative: " + limit);
    }
    if (after != null && sort == Sort.NAME) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "--after pages by id and can't be combined with --sort name",
          "leave out --sort, or page with --sort name --limit alone");
    }
  }

  /** The same page with another limit. */
  public Page withLimit(long newLimit) {
    return new Page(newLimit, after, sort);
  }
}
