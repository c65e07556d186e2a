package orgs.store;

import java.util.function.Supplier;

/**
 * The circumstances of a bulk load.
 *
 * @param mayLockTable whether an empty table may be locked and its search index built at the end,
 *     which is faster; not for input that may come slowly
 * @param phases runs what takes long and has no rows to count
 */
public record LoadContext(boolean mayLockTable, Phases phases) {

  <T> T runPhase(String name, Supplier<T> phase) {
    return phases.run(name, phase);
  }

  void runPhase(String name, Runnable phase) {
    phases.run(name, phase);
  }

  /** Runs the long phases of a load, one at a time, and may show their names. */
  public interface Phases {

    /** Runs the phase, once. */
    <T> T run(String name, Supplier<T> phase);

    default void run(String name, Runnable phase) {
      run(
          name,
          () -> {
            phase.run();
            return null;
          });
    }

    /** Runs a phase of which nothing is shown. */
    static <T> T silently(String name, Supplier<T> phase) {
      return phase.get();
    }
  }
}
