package orgs.cli.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orgs.output.Progress;

/** The progress lines that are open, so that a signal can erase them before the process ends. */
final class OpenProgress {

  private final Set<Progress> open = ConcurrentHashMap.newKeySet();

  Progress add(Progress progress) {
    open.add(progress);
    return progress.onClose(() -> open.remove(progress));
  }

  /** Erases them for good, for another thread than the one that draws. */
  void close() {
    open.forEach(Progress::close);
  }
}
