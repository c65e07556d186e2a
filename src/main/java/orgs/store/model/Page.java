package orgs.store.model;

/**
 * A part of a result.
 *
 * @param limit the greatest number of rows; 0 for all
 * @param after only rows after the one with this id (keyset paging), or null
 * @param sort the order of the rows
 * @param descending whether the order is reversed
 * @param afterName the name in the row with the id {@code after}, from which an order by names
 *     continues; null until it is looked up
 */
public record Page(long limit, Long after, Sort sort, boolean descending, String afterName) {

  /** The orders. Rows of equal names come in the order of their ids. */
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

  /** This page with another limit. */
  public Page withLimit(long newLimit) {
    return new Page(newLimit, after, sort, descending, afterName);
  }

  /** All rows after the one with this id, for an order by ids. */
  public Page restBehind(long id) {
    return new Page(0, id, sort, descending);
  }
}
