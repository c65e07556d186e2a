package orgs.store.backup;

import orgs.store.copy.RowSink;
import orgs.store.model.Organization;
import orgs.store.session.Transactions;

/**
 * Takes the rows that a transaction deletes: first organizations, then members, both in the order
 * of their organizations' ids. The rows come from the statement that deletes them, and the
 * transaction isn't committed before {@link #complete} returns.
 */
public interface Backup {

  /**
   * Takes an organization whose members follow.
   *
   * @param mergedInto the id of the organization that its members go to, or null
   */
  void organization(Organization organization, Long mergedInto);

  /** Takes the members, as {@code org_id}, {@code member_id} and {@code member_name}. */
  RowSink members();

  /** Ends the backup. When this returns, it is on disk. */
  void complete();

  /**
   * Takes the backup back: nothing was deleted, because the transaction was undone. May be called
   * by another thread, and before the backup is complete.
   */
  void withdraw();

  /** Completes the backup of what the open transaction deletes, to be withdrawn if it is undone. */
  default void completeIn(Transactions transactions) {
    transactions.onUndo(this::withdraw);
    complete();
  }
}
