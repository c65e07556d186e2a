package orgs.server;

import java.io.InterruptedIOException;

/** A short wait between two tries. */
final class Pause {
  private Pause() {}

  /**
   * Waits.
   *
   * @throws InterruptedIOException when the thread is interrupted, which it stays
   */
  static void millis(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
