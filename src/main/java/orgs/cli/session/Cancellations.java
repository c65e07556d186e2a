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

  void run() {
    actions.forEach(Runnable::run);
  }
}
