package orgs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Waits for what another process or thread does: its state is read again and again until it is as
 * expected. The limit is much longer than a busy machine needs, so that only a defect reaches it.
 */
public final class Eventually {

  /** The one limit. */
  public static final Duration LONGEST = Duration.ofSeconds(180);

  private static final long PAUSE_MILLIS = 10;

  private Eventually() {}

  /** Waits until the condition is true. */
  public static void that(String description, Callable<Boolean> condition) {
    value(description, condition, holds -> holds);
  }

  /** Waits until the value is as expected, and returns it. The last one is part of a failure. */
  public static <T> T value(String description, Callable<T> probe, Predicate<T> expected) {
    long begin = System.nanoTime();
    while (true) {
      T value = call(probe);
      if (expected.test(value)) {
        return value;
      }
      if (System.nanoTime() - begin > LONGEST.toNanos()) {
        throw new AssertionError(
            "not after %d s: %s; last seen: %s".formatted(LONGEST.toSeconds(), description, value));
      }
      pause();
    }
  }

  /** Waits until the assertions hold. The last failure is the one of the test. */
  public static void holds(Assertions assertions) {
    long begin = System.nanoTime();
    while (true) {
      try {
        assertions.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() - begin > LONGEST.toNanos()) {
          throw e;
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      pause();
    }
  }

  /** Waits for a result. What is thrown instead is the cause of an IllegalStateException. */
  public static <T> T get(Future<T> future) {
    try {
      return future.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no result after " + LONGEST.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end of a process, and returns its exit code. One that goes on is killed. */
  public static int exit(Process process) throws InterruptedException {
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after " + LONGEST.toSeconds() + " s: " + process);
    }
    return process.exitValue();
  }

  /** Waits for the end of a thread. */
  public static void ends(Thread thread) throws InterruptedException {
    thread.join(LONGEST.toMillis());
    assertThat(thread.isAlive()).as("thread %s still runs", thread.getName()).isFalse();
  }

  private static <T> T call(Callable<T> probe) {
    try {
      return probe.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Assertions, which may read files or ask servers. */
  @FunctionalInterface
  public interface Assertions {
    void run() throws Exception;
  }
}
