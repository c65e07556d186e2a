package orgs.store.session;

/**
 * Work that a signal can end.
 *
 * <p><b>Threading:</b> all methods except {@link #resume} are for other threads.
 */
public interface Cancellable {

  /**
   * Cancels the running statement, and prevents further writes. Takes a few seconds at most.
   *
   * @return what happened to the transaction that is open
   */
  SignalOutcome cancel();

  /**
   * Forgets the cancellation and what was committed before: other work begins. A transaction that
   * is still open stays cancelled.
   */
  void resume();

  /** Whether a COMMIT is under way, whose outcome isn't known yet. */
  boolean isCommitting();

  /** Whether anything has been committed. */
  boolean hasCommitted();
}
