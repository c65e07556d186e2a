package orgs.store;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides between a COMMIT and a signal that comes at the same time: either the transaction may
 * still be undone, and then it will be, or its COMMIT is under way. After the signal nothing else
 * is committed.
 */
final class Undoing {

  private enum State {
    NOTHING_WRITTEN,
    WRITING,
    COMMITTING,
    INTERRUPTED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.NOTHING_WRITTEN);
  private volatile boolean committed;
  private volatile boolean interrupted;

  /** A transaction that writes begins. */
  void begin() {
    state.compareAndSet(State.NOTHING_WRITTEN, State.WRITING);
  }

  /** Whether it may be committed; from here on it can't be undone. */
  boolean mayCommit() {
    return state.compareAndSet(State.WRITING, State.COMMITTING);
  }

  /** Its COMMIT took effect. */
  void committed() {
    committed = true;
  }

  /** It ended. */
  void end() {
    State next = interrupted ? State.INTERRUPTED : State.NOTHING_WRITTEN;
    state.compareAndSet(State.COMMITTING, next);
    state.compareAndSet(State.WRITING, next);
  }

  /** What was interrupted has ended, and something else may begin. */
  void resume() {
    interrupted = false;
    committed = false;
    state.compareAndSet(State.INTERRUPTED, State.NOTHING_WRITTEN);
  }

  /** Whether a COMMIT is under way. For another thread. */
  boolean isCommitting() {
    return state.get() == State.COMMITTING;
  }

  /** Whether any transaction has been committed. For another thread. */
  boolean hasCommitted() {
    return committed;
  }

  /** Undoes what runs, unless it is too late for that. For another thread. */
  Interruption interrupt() {
    interrupted = true;
    if (state.compareAndSet(State.NOTHING_WRITTEN, State.INTERRUPTED)) {
      return Interruption.NOTHING_WRITTEN;
    }
    if (state.compareAndSet(State.WRITING, State.INTERRUPTED)) {
      return Interruption.UNDONE;
    }
    // It may have ended just now.
    return state.compareAndSet(State.NOTHING_WRITTEN, State.INTERRUPTED)
        ? Interruption.NOTHING_WRITTEN
        : Interruption.COMMITTING;
  }
}
