package orgs.store;

import java.util.ArrayDeque;
import java.util.Deque;
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

  /** What else is to be undone with the transaction; also the lock of those who do it. */
  private final Deque<Runnable> actions = new ArrayDeque<>();

  /** A transaction that writes begins. */
  void begin() {
    state.compareAndSet(State.NOTHING_WRITTEN, State.WRITING);
  }

  /** Something to do if the transaction is undone, perhaps on another thread. */
  void onUndo(Runnable action) {
    synchronized (actions) {
      actions.push(action);
    }
    if (state.get() == State.INTERRUPTED) {
      undo();
    }
  }

  /** Whether it may be committed; from here on it can't be undone. */
  boolean mayCommit() {
    return state.compareAndSet(State.WRITING, State.COMMITTING);
  }

  /** Its COMMIT took effect. */
  void committed() {
    committed = true;
  }

  /** It was undone: does what is to be done then, the latest first. Returns when that is done. */
  void undo() {
    synchronized (actions) {
      while (!actions.isEmpty()) {
        actions.pop().run();
      }
    }
  }

  /** It ended; what is not undone by now stays. */
  void end() {
    synchronized (actions) {
      actions.clear();
    }
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
    State met =
        state.getAndUpdate(now -> now == State.COMMITTING ? State.COMMITTING : State.INTERRUPTED);
    return switch (met) {
      case COMMITTING -> Interruption.COMMITTING;
      case WRITING -> {
        undo();
        yield Interruption.UNDONE;
      }
      default -> Interruption.NOTHING_WRITTEN;
    };
  }
}
