package orgs.cli.browse;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import orgs.config.DatabaseException;
import orgs.store.Store;
import orgs.store.model.StoreException;

/**
 * Sends queries one after the other over one connection. A newer query stops the running one; a
 * lost connection is opened again, and the query repeated.
 *
 * <p><b>Threading.</b> A thread of its own, the queries' thread, opens the store, uses it and
 * closes it. Any thread adds and stops queries; the queue and the running query are guarded by this
 * object. A statement is stopped on the server by a short-lived thread, which needs {@code
 * stopping} as well, so that it never meets the next query.
 */
final class Queries implements AutoCloseable {

  /** How long the server is asked to stop; after that the connection counts as silent. */
  private static final long LONGEST_STOP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private static final long LONGEST_GOODBYE_MILLIS = 1_000;

  /** The purposes of queries, the most urgent first. */
  enum Urgency {
    /** A change, which is never stopped by a query. */
    CHANGE,
    /** Rows of the list. */
    ROWS,
    /** Supplementary information, such as a count. */
    ASIDE
  }

  /** Uses the store, and hands its results over before it returns. */
  interface Work {
    void run(Store store, Query query);
  }

  /** A query that waits or runs. */
  static final class Query {
    private final Urgency urgency;
    private final Work work;
    private volatile boolean stopped;

    private Query(Urgency urgency, Work work) {
      this.urgency = urgency;
      this.work = work;
    }

    /** Whether its results are no longer wanted. */
    boolean isStopped() {
      return stopped;
    }
  }

  /** Learns on the queries' thread of a lost connection and of queries that fail. */
  interface Listener {
    /** The connection is lost and is being opened again. */
    void lost(String reason);

    /** The connection is open again. */
    void reconnected();

    /** A query failed for another reason. */
    void failed(RuntimeException e);
  }

  private final Supplier<Store> open;
  private final Runnable close;
  private final Listener listener;
  private final Thread worker = new Thread(this::work, "browse queries");
  private final List<Query> waiting = new ArrayList<>();

  /** The lock that is held while the server is asked to stop, and at the end of a query. */
  private final Object stopping = new Object();

  private Query running;
  private volatile Store store;
  private boolean closed;

  /** Whether the connection was lost and the listener hasn't been notified of the new one. */
  private boolean lost;

  /**
   * Starts the thread, which waits for queries.
   *
   * @param open opens the store, if it isn't open
   * @param close closes it
   */
  Queries(Supplier<Store> open, Runnable close, Listener listener) {
    this.open = open;
    this.close = close;
    this.listener = listener;
    worker.setDaemon(true);
    worker.start();
  }

  /** Adds a query in place of all others except changes. */
  synchronized void replace(Urgency urgency, Work work) {
    waiting.removeIf(query -> query.urgency != Urgency.CHANGE);
    if (running != null && running.urgency != Urgency.CHANGE) {
      stop(running);
    }
    add(urgency, work);
  }

  /**
   * Adds a query to the others; if a less urgent one is running, it is stopped and run again later.
   */
  synchronized void add(Urgency urgency, Work work) {
    if (running != null && running.urgency.compareTo(urgency) > 0 && !running.stopped) {
      waiting.add(new Query(running.urgency, running.work));
      stop(running);
    }
    waiting.add(new Query(urgency, work));
    notifyAll();
  }

  /** Stops the running query and forgets the others; a change is undone. */
  synchronized void stopAll() {
    waiting.clear();
    if (running != null) {
      stop(running);
    }
  }

  private void stop(Query query) {
    if (query.stopped) {
      return;
    }
    query.stopped = true;
    notifyAll();
    Thread stopper = new Thread(() -> stopOnServer(query), "browse stop");
    stopper.setDaemon(true);
    stopper.start();
  }

  /**
   * Asks the server again and again until the query has stopped: the request may come between two
   * of its statements. The next query doesn't begin meanwhile, or it might be stopped instead.
   */
  private void stopOnServer(Query query) {
    long deadline = System.nanoTime() + LONGEST_STOP_NANOS;
    for (long pause = 1; System.nanoTime() < deadline; pause = Math.min(2 * pause, 200)) {
      if (hasEnded(query, pause)) {
        return;
      }
      synchronized (stopping) {
        Store current = store;
        if (current == null || isNotRunning(query)) {
          continue;
        }
        current.stopStatement();
      }
    }
    Store silent = store;
    if (silent != null && !isNotRunning(query)) {
      silent.abandon();
    }
  }

  private synchronized boolean isNotRunning(Query query) {
    return running != query;
  }

  /** Waits a moment for the end of a query; returns whether it has ended. */
  private synchronized boolean hasEnded(Query query, long millis) {
    try {
      if (running == query) {
        wait(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
    return running != query;
  }

  private void work() {
    try {
      for (Query query = next(); query != null; query = next()) {
        run(query);
        synchronized (stopping) {
          ended();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      store = null;
      close.run();
    }
  }

  private synchronized Query next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    Query most = waiting.get(0);
    for (Iterator<Query> each = waiting.iterator(); each.hasNext(); ) {
      Query query = each.next();
      most = query.urgency.compareTo(most.urgency) < 0 ? query : most;
    }
    waiting.remove(most);
    running = most;
    return most;
  }

  private synchronized void ended() {
    running = null;
    notifyAll();
  }

  private void run(Query query) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (!query.stopped) {
      try {
        store = open.get();
        if (lost) {
          lost = false;
          listener.reconnected();
        }
        query.work.run(store, query);
        return;
      } catch (RuntimeException e) {
        boolean loss = isLoss(e);
        if (loss) {
          lost = true;
          store = null;
          close.run();
        }
        // A change reports its failure itself, and isn't repeated.
        if (query.stopped || query.urgency == Urgency.CHANGE) {
          return;
        }
        if (!loss) {
          listener.failed(e);
          return;
        }
        listener.lost(e.getMessage());
        pause(query, pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private static boolean isLoss(RuntimeException e) {
    return e instanceof StoreException store && store.kind() == StoreException.Kind.CONNECTION
        || e instanceof DatabaseException database
            && database.kind() == DatabaseException.Kind.UNREACHABLE;
  }

  private synchronized void pause(Query query, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0 && !query.stopped && !closed; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }

  /** Stops the running query and closes the store; waits for that a second at the most. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      stopAll();
      notifyAll();
    }
    try {
      worker.join(LONGEST_GOODBYE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
