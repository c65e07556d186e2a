package orgs.store;

/**
 * Takes what is about to go: first organizations, then members, both in the order of their
 * organizations' ids. A statement that deletes rows gives them here, and the transaction isn't
 * committed before {@link #complete} returns.
 */
public interface Backup {

  /**
   * An organization whose members follow.
   *
   * @param mergedInto the id of the organization that its members go to, or null
   */
  void organization(Organization organization, Long mergedInto);

  /** The members, as {@code org_id}, {@code member_id} and {@code member_name}. */
  RowSink members();

  /** That was all. When this returns, it is on disk. */
  void complete();

  /** Nothing has gone, for the transaction was undone. May come from another thread, and early. */
  void withdraw();
}
