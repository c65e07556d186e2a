package orgs.database.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Notices within a minute that the server no longer works for a connection, and ends the wait. A
 * statement may take hours, so a server that has not answered for long is asked, over another
 * connection, whether the session is still at work.
 *
 * <p><b>Threading</b>: a watch is a daemon thread of its own, which ends when the socket is closed.
 */
public final class ServerWatch implements Runnable {

  /** The time between two looks. Tests that wait for the watch set a shorter one. */
  static final Duration PAUSE =
      Duration.ofMillis(Integer.getInteger("orgs.server-watch.millis", 4_000));

  /** How long a wait lasts before the server is asked. */
  static final Duration LIMIT = PAUSE.multipliedBy(3);

  /** How many times in a row the session must not be at work: an answer may be on its way. */
  static final int CONFIRMATIONS = 3;

  private final WatchedSocket socket;
  private final SessionProbe probe;

  private ServerWatch(WatchedSocket socket, SessionProbe probe) {
    this.socket = socket;
    this.probe = probe;
  }

  /**
   * Watches the connection that this thread has just opened.
   *
   * @param way gives a data source that leads to the server at an address; the source is changed
   */
  public static void begin(
      PGConnection session, Function<InetSocketAddress, PGSimpleDataSource> way) {
    WatchedSocket socket = WatchedSocketFactory.takeNewest();
    SessionProbe probe = new SessionProbe(way, socket, session);
    Thread thread = new Thread(new ServerWatch(socket, probe), "server watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      socket.keepAlive();
      long suspect = 0;
      int confirmations = 0;
      while (!socket.awaitClose(PAUSE)) {
        long since = socket.waitingSince();
        if (since == 0 || waited(since).compareTo(LIMIT) < 0 || probe.isAtWork()) {
          suspect = 0;
        } else if (since != suspect) {
          suspect = since;
          confirmations = 1;
        } else if (++confirmations == CONFIRMATIONS && since == socket.waitingSince()) {
          socket.giveUp(
              "the server has not answered for " + waited(since).toSeconds() + " seconds");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The socket is closed all the same.
    }
  }

  private static Duration waited(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
