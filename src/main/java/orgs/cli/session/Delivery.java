package orgs.cli.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/**
 * Decides between the completion of a command's rows and a signal that comes at the same time:
 * either they are complete, a file of theirs is in its place, and the exit code is the command's;
 * or the signal has come first, and they never are.
 */
final class Delivery {

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
  synchronized void make(Completion completion) throws IOException {
    if (givenUp || interrupted && !tooLate.getAsBoolean()) {
      throw new InterruptedIOException("interrupted");
    }
    completion.run();
    made = true;
  }

  /**
   * A signal has come: from here on only rows that report a change are completed.
   *
   * @return whether the command's rows were complete before it
   */
  synchronized boolean interrupt() {
    interrupted = true;
    return made;
  }

  /** The process ends now: rows that aren't complete never are. */
  synchronized void giveUp() {
    givenUp = true;
  }

  /** Another command begins. */
  synchronized void reset() {
    made = false;
    interrupted = false;
  }

  interface Completion {
    void run() throws IOException;
  }
}
