package orgs.store;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * How many rows are loaded.
 *
 * @param mayLockTable whether an empty table may be locked and its search index built at the end,
 *     which is faster; not for input that somebody may keep waiting
 * @param steps runs what takes long and has no rows to count
 */
public record LoadOptions(boolean mayLockTable, StepRunner steps) {

  /** Runs a long step that has a result. */
  <T> T during(String what, Supplier<T> step) {
    AtomicReference<T> result = new AtomicReference<>();
    steps.during(what, () -> result.set(step.get()));
    return result.get();
  }

  /** Runs one long step of a load at a time, and may say so. */
  @FunctionalInterface
  public interface StepRunner {

    /** Runs the step, once. */
    void during(String what, Runnable step);
  }
}
