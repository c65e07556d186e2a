package orgs.store;

/**
 * The part of a result that is wanted.
 *
 * @param limit the greatest number of rows; 0 for all
 * @param after the id of the row that the wanted rows follow (keyset paging), or null
 * @param sort the order of the rows
 * @param descending whether the order is reversed
 * @param afterName the name in the row with the id {@code after}, where an order by names
 *     continues; null until it is looked up
 */
public record Page(long limit, Long after, Sort sort, boolean descending, String afterName) {

  /** The possible orders. Rows with equal names come in the order of their ids. */
  public enum Sort {
    ID,
    NAME
  }

  /** Everything, in the order of the ids. */
  public static final Page ALL = new Page(0, null, Sort.ID);

  /**
   * Checks the parts.
   *
   * @throws StoreException (INVALID) if the limit is negative
   */
  public Page {
    if (limit < 0) {
      throw new StoreException(StoreException.Kind.INVALID, "a limit can't be negative: " + limit);
    }
  }

  /** In ascending order. */
  public Page(long limit, Long after, Sort sort) {
    this(limit, after, sort, false);
  }

  public Page(long limit, Long after, Sort sort, boolean descending) {
    this(limit, after, sort, descending, null);
  }

  /** The same page with another limit. */
  public Page withLimit(long newLimit) {
    return new Page(newLimit, after, sort, descending, afterName);
  }

  /** All rows that follow the one with this id, in an order by ids. */
  Page restBehind(long id) {
    return new Page(0, id, sort, descending);
  }
}
