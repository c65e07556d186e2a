package orgs.cli.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import orgs.output.IoAction;

/**
 * Decides between the completion of a command's rows and a signal that comes at the same time:
 * either they are complete, a file of theirs is in its place, and the exit code is the command's;
 * or the signal has come first, and they never are.
 */
public final class Delivery {

  private final BooleanSupplier tooLate;
  private boolean made;
  private boolean interrupted;
  private boolean givenUp;

  /**
   * Nothing has happened yet.
   *
   * @param tooLate whether a signal can't end the command any more, for a change was made: its rows
   *     come late rather than never
   */
  Delivery(BooleanSupplier tooLate) {
    this.tooLate = tooLate;
  }

  /**
   * Completes the rows.
   *
   * @throws InterruptedIOException when it is too late for that
   */
  public synchronized void make(IoAction completion) throws IOException {
    if (givenUp || interrupted && !tooLate.getAsBoolean()) {
      throw new InterruptedIOException("interrupted");
    }
    completion.run();
    made = true;
  }

  /**
   * Notes a signal: from now on only rows that report a change are completed.
   *
   * @return whether the command's rows were complete before it
   */
  public synchronized boolean interrupt() {
    interrupted = true;
    return made;
  }

  /** Ends the process's work: rows that aren't complete never are. */
  public synchronized void giveUp() {
    givenUp = true;
  }

  /** Another command begins. */
  synchronized void reset() {
    made = false;
    interrupted = false;
  }
}
