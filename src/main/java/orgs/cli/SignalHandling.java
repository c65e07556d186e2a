package orgs.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.store.session.SignalOutcome;

/**
 * A signal ends the running command: what was being written is undone, and the exit code is the
 * signal's. Where it is too late for that, the command is given a moment to come to its end, and
 * the exit code is its own: when COMMIT was sent, when its rows are complete, when it has ended.
 */
final class SignalHandling {

  /** Stands for the exit code of the signal. */
  static final int BY_SIGNAL = -1;

  /** How long Ctrl-C waits at most. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final long TICK_MILLIS = 20;

  private final Context context;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int code;

  SignalHandling(Context context) {
    this.context = context;
  }

  /** Notes that the command ended by itself. */
  void ended(int itsCode) {
    code = itsCode;
    ended.countDown();
  }

  /** Whether the command has changed anything. */
  boolean hasCommitted() {
    return context.signals().hasCommitted();
  }

  /** Ends the command, for another thread; returns the exit code or {@link #BY_SIGNAL}. */
  int run() {
    if (hasEnded()) {
      return code;
    }
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    SignalOutcome met = context.signals().interrupt();
    if (met == SignalOutcome.COMMITTING) {
      awaitEndOr(() -> !context.signals().isCommitting(), deadline);
    }
    int result = outcome(met, deadline);
    if (result == BY_SIGNAL || !hasEnded()) {
      context.signals().cleanup().run();
    }
    return result;
  }

  private int outcome(SignalOutcome met, long deadline) {
    if (!hasEnded() && context.signals().isCommitting()) {
      context
          .messages()
          .sayTooLate(
              "the server hasn't answered to COMMIT: either everything was done or nothing");
      return ExitCode.UNKNOWN_OUTCOME;
    }
    if (context.signals().delivery().interrupt() && awaitEnd(deadline)) {
      return ownCode();
    }
    if (context.signals().outcome() == null) {
      return BY_SIGNAL;
    }
    if (met == SignalOutcome.COMMITTING || context.signals().hasCommitted()) {
      return awaitEnd(deadline) ? ownCode() : unwritten();
    }
    if (met == SignalOutcome.UNDONE) {
      context.messages().sayInterrupted();
    }
    return BY_SIGNAL;
  }

  /** Returns the exit code of a command that has ended. */
  private int ownCode() {
    switch (code) {
      case ExitCode.OK, ExitCode.REJECTS -> {
        if (context.signals().hasCommitted()) {
          context.messages().sayTooLate("the change was made");
        }
      }
      case ExitCode.DIFFERENT, ExitCode.UNWRITTEN, ExitCode.UNKNOWN_OUTCOME -> {
        // The command has reported it.
      }
      default -> {
        // It failed because of the signal.
        return unwritten();
      }
    }
    return code;
  }

  private int unwritten() {
    context.signals().delivery().giveUp();
    if (!context.signals().hasCommitted()) {
      context.messages().sayInterrupted();
      return BY_SIGNAL;
    }
    context.messages().sayTooLate("the change was made, but its rows could not be written");
    return ExitCode.UNWRITTEN;
  }

  private boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private boolean awaitEnd(long deadline) {
    return awaitEndOr(() -> false, deadline);
  }

  private boolean awaitEndOr(BooleanSupplier other, long deadline) {
    try {
      boolean end;
      do {
        end = ended.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } while (!end && !other.getAsBoolean() && System.nanoTime() < deadline);
      return end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
