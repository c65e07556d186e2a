package orgs.store;

/** What a signal can end. The methods are for another thread, but {@link #resume}. */
public interface Interruptible {

  /**
   * Asks the server to stop what it does for this. Takes a few seconds at the most.
   *
   * @return what that means for what is being written; nothing else will be
   */
  Interruption cancel();

  /**
   * What was cancelled has ended, and other work begins: as if nothing had been committed before. A
   * transaction that is still open stays cancelled.
   */
  void resume();

  /** Whether a COMMIT is under way, whose outcome isn't known yet. */
  boolean isCommitting();

  /** Whether anything has been committed. */
  boolean hasCommitted();
}
