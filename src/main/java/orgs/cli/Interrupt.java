package orgs.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.store.Interruption;

/**
 * A signal ends the running command: what was being written is undone, and the exit code is the
 * signal's. Where it is too late for that, the command is given a moment to find out what became of
 * its change and to tell it by its own exit code.
 */
final class Interrupt {

  /** The exit code is the signal's. */
  static final int BY_SIGNAL = -1;

  /** Longer than this nobody waits who pressed Ctrl-C. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);

  /** For rows of a change that was made: their reader may have stopped. */
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(1);

  private static final long TICK_MILLIS = 20;

  private final Context context;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int code;

  Interrupt(Context context) {
    this.context = context;
  }

  /** The command ended by itself. */
  void ended(int itsCode) {
    code = itsCode;
    ended.countDown();
  }

  /** Ends the command, for another thread; returns the exit code or {@link #BY_SIGNAL}. */
  int run() {
    Interruption met = context.interrupt();
    if (met == Interruption.COMMITTING) {
      awaitEndOr(() -> !context.isCommitting(), LONGEST_COMMIT);
    }
    int result = outcome(met);
    context.cleanUp();
    return result;
  }

  private int outcome(Interruption met) {
    if (context.isCommitting()) {
      context.sayTooLate(
          "the server hasn't answered to COMMIT: either everything was done or nothing");
      return ExitCode.UNKNOWN_OUTCOME;
    }
    if (context.tellsOfInterruption()) {
      return BY_SIGNAL;
    }
    if (met == Interruption.COMMITTING || context.hasCommitted()) {
      return awaitEndOr(() -> false, LONGEST_WRITE) ? ownCode() : unwritten();
    }
    if (met == Interruption.UNDONE) {
      context.sayInterrupted();
    }
    return BY_SIGNAL;
  }

  /** Of a command that has come to its end. */
  private int ownCode() {
    switch (code) {
      case ExitCode.OK, ExitCode.REJECTS -> context.sayTooLate("the change was made");
      case ExitCode.UNWRITTEN, ExitCode.UNKNOWN_OUTCOME -> {
        // It has told so itself.
      }
      default -> {
        if (!context.hasCommitted()) {
          context.sayInterrupted();
        }
        return BY_SIGNAL;
      }
    }
    return code;
  }

  private int unwritten() {
    if (!context.hasCommitted()) {
      context.sayInterrupted();
      return BY_SIGNAL;
    }
    context.sayTooLate("the change was made, but its rows could not be written");
    return ExitCode.UNWRITTEN;
  }

  /** Returns whether the command ended. */
  private boolean awaitEndOr(BooleanSupplier other, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
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
