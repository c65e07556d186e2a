package orgs.cli.browse;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import orgs.config.DatabaseException;
import orgs.store.Store;
import orgs.store.StoreException;

/**
 * Sends queries on a thread of its own, one after the other over one connection. What is newer
 * stops what runs; a connection that is lost is opened again, and the query repeated.
 */
final class Queries implements AutoCloseable {

  /** A server that got the message stops within this, or it never got it. */
  private static final long LONGEST_STOP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private static final long LONGEST_GOODBYE_MILLIS = 1_000;

  /** What a query is for, the most urgent first. */
  enum Urgency {
    /** Changes something, and is never stopped by a query. */
    CHANGE,
    /** Rows of the list. */
    ROWS,
    /** What is good to know: a count. */
    ASIDE
  }

  /** What to do with the store. Its results are handed over before it returns. */
  interface Work {
    void run(Store store, Query query);
  }

  /** Work on its way. */
  static final class Query {
    private final Urgency urgency;
    private final Work work;
    private volatile boolean stopped;

    private Query(Urgency urgency, Work work) {
      this.urgency = urgency;
      this.work = work;
    }

    /** Whether nobody wants its results any more. */
    boolean isStopped() {
      return stopped;
    }
  }

  /** Is told what becomes of the connection, and of queries that fail; on the queries' thread. */
  interface Listener {
    /** The connection is lost, and being opened again. */
    void lost(String reason);

    /** It is there again. */
    void reconnected();

    /** A query failed, for another reason. */
    void failed(RuntimeException e);
  }

  private final Supplier<Store> open;
  private final Runnable close;
  private final Listener listener;
  private final Thread worker = new Thread(this::work, "browse queries");
  private final List<Query> waiting = new ArrayList<>();

  /** Held while the server is told to stop, and at the end of a query. */
  private final Object stopping = new Object();

  private Query running;
  private volatile Store store;
  private boolean closed;

  /** Whether the connection was lost, and nobody has been told that there is another one. */
  private boolean lost;

  /**
   * Begins to wait for queries.
   *
   * @param open opens the store, where it isn't open
   * @param close closes it
   */
  Queries(Supplier<Store> open, Runnable close, Listener listener) {
    this.open = open;
    this.close = close;
    this.listener = listener;
    worker.setDaemon(true);
    worker.start();
  }

  /** Instead of all others, but for changes. */
  synchronized void replace(Urgency urgency, Work work) {
    waiting.removeIf(query -> query.urgency != Urgency.CHANGE);
    if (running != null && running.urgency != Urgency.CHANGE) {
      stop(running);
    }
    add(urgency, work);
  }

  /** Besides others; a less urgent one that runs is stopped, and run again later. */
  synchronized void add(Urgency urgency, Work work) {
    if (running != null && running.urgency.compareTo(urgency) > 0 && !running.stopped) {
      waiting.add(new Query(running.urgency, running.work));
      stop(running);
    }
    waiting.add(new Query(urgency, work));
    notifyAll();
  }

  /** Stops what runs, a change included, which is undone then. */
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
   * Until it has stopped: the message may meet the server between two of its statements. A new one
   * isn't begun meanwhile, or the message might meet that.
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

  /** Waits a moment for it. */
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
        // What becomes of a change is told by itself, and it isn't repeated.
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

  /** Stops what runs and closes the store; waits a second for it at the most. */
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
