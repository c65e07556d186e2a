package orgs.cli.script;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import orgs.cli.syntax.ExitCode;

/**
 * The line of a script that is being run. A signal waits for its end, to report whether it was
 * done, and no other line begins after the signal.
 *
 * <p><b>Threading.</b> Lines run on the command's thread; a signal's thread waits for them.
 */
public final class RunningLine {

  /** How long Ctrl-C waits at most. */
  private static final int LONGEST_WAIT_SECONDS = 2;

  private final ReentrantLock running = new ReentrantLock();
  private final BooleanSupplier cancelled;
  private volatile long number;
  private volatile boolean ended;

  public RunningLine(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /** Runs a line and returns its exit code, or {@link ExitCode#INTERRUPTED} without running it. */
  public int run(long itsNumber, IntSupplier line) {
    running.lock();
    try {
      if (cancelled.getAsBoolean()) {
        return ExitCode.INTERRUPTED;
      }
      ended = false;
      number = itsNumber;
      int code = line.getAsInt();
      ended = isEnd(code) || !cancelled.getAsBoolean();
      return code;
    } finally {
      running.unlock();
    }
  }

  /** Whether a line that ends with this code did its work, although a signal came. */
  private static boolean isEnd(int code) {
    return switch (code) {
      case ExitCode.OK, ExitCode.REJECTS, ExitCode.DIFFERENT, ExitCode.UNWRITTEN -> true;
      default -> false;
    };
  }

  /** Begins work that belongs to the last line: a signal waits for its end, too. */
  public void hold() {
    running.lock();
  }

  /** Ends the work that {@link #hold} began. */
  public void release() {
    running.unlock();
  }

  /** Waits for the end of the line and returns how far the script came. */
  public String interruption(String script) {
    boolean waited = awaitEnd();
    if (number == 0) {
      return "interrupted before the first line of " + script + "; nothing was done";
    }
    return waited && ended
        ? "interrupted after line "
            + number
            + " of "
            + script
            + "; what was done up to then is kept"
        : "interrupted in line " + number + " of " + script + "; what was done before it is kept";
  }

  /** Waits for the end of the line, and returns whether it came. */
  public boolean awaitEnd() {
    try {
      boolean waited = running.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      if (waited) {
        running.unlock();
      }
      return waited;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
