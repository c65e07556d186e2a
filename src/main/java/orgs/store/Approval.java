package orgs.store;

/** Whether a difference may become a change. */
public interface Approval {

  /** Refuses what is too much, by throwing. Called again when the change is certain. */
  void check(Difference difference);

  /** Whether somebody is asked. While the answer is waited for nothing is locked. */
  boolean asks();

  /** Asks, and throws when the answer is no. */
  void ask(Difference difference);
}
