package orgs.cli.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is to be done when a signal ends the process, before it ends. */
final class Cancellations {

  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  void add(Runnable action) {
    actions.add(action);
  }

  void remove(Runnable action) {
    actions.remove(action);
  }

  /** Runs all actions: one that fails, on a terminal that is gone for instance, ends no other. */
  void run() {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        // The process is about to end: an error could not be shown any more.
        continue;
      }
    }
  }
}
