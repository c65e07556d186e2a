package orgs.store;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides between a COMMIT and a signal that comes at the same time: either the transaction may
 * still be undone, and then it will be, or its COMMIT is under way.
 */
final class Undoing {

  private enum State {
    NOTHING_WRITTEN,
    WRITING,
    COMMITTING,
    COMMITTED,
    UNDONE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.NOTHING_WRITTEN);

  /** A transaction that writes begins. What was committed before it is past undoing. */
  void begin() {
    state.compareAndSet(State.NOTHING_WRITTEN, State.WRITING);
  }

  /** Whether it may be committed; from here on it can't be undone. */
  boolean mayCommit() {
    state.compareAndSet(State.WRITING, State.COMMITTING);
    return state.get() != State.UNDONE;
  }

  /** It ended. */
  void end() {
    state.compareAndSet(State.COMMITTING, State.COMMITTED);
    state.compareAndSet(State.WRITING, State.NOTHING_WRITTEN);
  }

  /** Undoes what runs, and returns whether nothing at all is then changed. For another thread. */
  boolean undo() {
    return state.compareAndSet(State.WRITING, State.UNDONE);
  }
}
