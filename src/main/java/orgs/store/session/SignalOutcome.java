package orgs.store.session;

/** What a signal interrupts. */
public enum SignalOutcome {
  /** Nothing is being written, and nothing will be. */
  NOTHING_WRITTEN,
  /** What was being written is undone; what was committed before it stays. */
  UNDONE,
  /** A COMMIT is under way: its outcome isn't known yet. */
  COMMITTING
}
