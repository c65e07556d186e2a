package orgs.store;

/** Decides whether a sync may make its change. */
public interface Approval {

  /** Refuses too large a change, by throwing. Called again when the change is certain. */
  void check(SyncSummary summary);

  /** Whether a person is asked. While the answer is waited for nothing is locked. */
  boolean asks();

  /** Asks, and throws when the answer is no. */
  void ask(SyncSummary summary);
}
