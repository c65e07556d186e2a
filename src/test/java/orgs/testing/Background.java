package orgs.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Runs work beside a test, in a thread of its own. The common pool has one thread on two
 * processors, and what waits there for its test would hold up other tests.
 */
public final class Background {

  private Background() {}

  /** Begins it. {@link Eventually#get} waits for the result. */
  public static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "background of a test");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
