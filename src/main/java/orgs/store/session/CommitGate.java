package orgs.store.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides between a COMMIT and a signal that arrives at the same time: either the COMMIT is not yet
 * sent, and then the transaction is undone, or it is under way. After the signal nothing else is
 * committed until {@link #resume}.
 *
 * <p><b>Threading:</b> the session's thread goes through the states of a transaction; {@link
 * #interrupt}, {@link #isCommitting} and {@link #hasCommitted} are for other threads.
 */
final class CommitGate {

  private enum State {
    NOTHING_WRITTEN,
    WRITING,
    COMMITTING,
    INTERRUPTED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.NOTHING_WRITTEN);
  private volatile boolean committed;
  private volatile boolean interrupted;

  /**
   * Actions that undo other work along with the transaction. Its monitor is held while the actions
   * run.
   */
  private final Deque<Runnable> actions = new ArrayDeque<>();

  /** A writing transaction begins. */
  void begin() {
    state.compareAndSet(State.NOTHING_WRITTEN, State.WRITING);
  }

  /** Adds an action that runs if the transaction is undone, perhaps on another thread. */
  void onUndo(Runnable action) {
    synchronized (actions) {
      actions.push(action);
    }
    if (state.get() == State.INTERRUPTED) {
      undo();
    }
  }

  /** Whether COMMIT may be sent; after that the transaction can't be undone any more. */
  boolean mayCommit() {
    return state.compareAndSet(State.WRITING, State.COMMITTING);
  }

  /** Records that the COMMIT took effect. */
  void committed() {
    committed = true;
  }

  /** Runs the actions of a transaction that was undone, the latest first, to the end. */
  void undo() {
    synchronized (actions) {
      while (!actions.isEmpty()) {
        actions.pop().run();
      }
    }
  }

  /** The transaction ended: drops the actions that haven't run. */
  void end() {
    synchronized (actions) {
      actions.clear();
    }
    State next = interrupted ? State.INTERRUPTED : State.NOTHING_WRITTEN;
    state.compareAndSet(State.COMMITTING, next);
    state.compareAndSet(State.WRITING, next);
  }

  /** Forgets an earlier interrupt and what was committed before: the next command begins. */
  void resume() {
    interrupted = false;
    committed = false;
    state.compareAndSet(State.INTERRUPTED, State.NOTHING_WRITTEN);
  }

  /** Whether a COMMIT is under way. */
  boolean isCommitting() {
    return state.get() == State.COMMITTING;
  }

  /** Whether any transaction has been committed. */
  boolean hasCommitted() {
    return committed;
  }

  /** Undoes the running transaction unless its COMMIT is under way. */
  SignalOutcome interrupt() {
    interrupted = true;
    State met =
        state.getAndUpdate(now -> now == State.COMMITTING ? State.COMMITTING : State.INTERRUPTED);
    return switch (met) {
      case COMMITTING -> SignalOutcome.COMMITTING;
      case WRITING -> {
        undo();
        yield SignalOutcome.UNDONE;
      }
      default -> SignalOutcome.NOTHING_WRITTEN;
    };
  }
}
