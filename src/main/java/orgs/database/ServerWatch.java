package orgs.database;

import java.io.IOException;
import java.time.Duration;

/**
 * Notices within a minute that nobody at the other end works for this connection any more, and ends
 * the wait. A statement may take hours: whoever waits long has the server asked, over another
 * connection, whether it is still at it.
 */
final class ServerWatch implements Runnable {

  /** How often the watch looks. Tests that wait for it choose less. */
  static final Duration PAUSE =
      Duration.ofMillis(Integer.getInteger("orgs.server-watch.millis", 4_000));

  /** How long one waits before somebody is asked. */
  static final Duration PATIENCE = PAUSE.multipliedBy(3);

  /** Once is no proof: an answer may be on its way. */
  static final int PROOFS = 3;

  private final WatchedSocket socket;
  private final Probe probe;
  private final Duration patience;
  private final Duration pause;

  /** Asks the server. */
  @FunctionalInterface
  interface Probe {
    /**
     * Whether the connection's session is at work, as far as anybody can tell: not when nobody
     * answers, and not when the session itself waits for its client.
     */
    boolean isAtWork();
  }

  ServerWatch(WatchedSocket socket, Probe probe, Duration patience, Duration pause) {
    this.socket = socket;
    this.probe = probe;
    this.patience = patience;
    this.pause = pause;
  }

  /** Watches until the socket is closed. */
  static void begin(WatchedSocket socket, Probe probe) {
    Thread thread = new Thread(new ServerWatch(socket, probe, PATIENCE, PAUSE), "server watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      socket.keepAlive();
      long suspect = 0;
      int proofs = 0;
      while (!socket.awaitClose(pause)) {
        long since = socket.waitingSince();
        if (since == 0 || waited(since).compareTo(patience) < 0 || probe.isAtWork()) {
          suspect = 0;
        } else if (since != suspect) {
          suspect = since;
          proofs = 1;
        } else if (++proofs == PROOFS && since == socket.waitingSince()) {
          socket.giveUp(
              "the server has not answered for " + waited(since).toSeconds() + " seconds");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  private static Duration waited(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
