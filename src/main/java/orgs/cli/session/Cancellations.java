package orgs.cli.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be done when a signal ends the process, before it ends. */
final class Cancellations {

  private final Set<Runnable> actions = new LinkedHashSet<>();
  private final Set<DraftFile> drafts = new LinkedHashSet<>();
  private boolean run;

  synchronized void add(Runnable action) {
    actions.add(action);
  }

  synchronized void remove(Runnable action) {
    actions.remove(action);
  }

  /** Begins a draft, which doesn't outlive a signal, at whatever moment that comes. */
  synchronized DraftFile draft(Path target) throws IOException {
    if (run) {
      throw new InterruptedIOException("interrupted");
    }
    DraftFile draft = DraftFile.of(target);
    drafts.add(draft);
    return draft;
  }

  /** Removes a draft, if it is still there. */
  synchronized void discard(DraftFile draft) throws IOException {
    drafts.remove(draft);
    draft.delete();
  }

  /**
   * Does all of it; drafts go last, because an action may wait for what writes one. An action that
   * fails, on a terminal that is gone for instance, keeps no other one back.
   */
  void run() {
    List<Runnable> all;
    synchronized (this) {
      run = true;
      all = new ArrayList<>(actions);
    }
    for (Runnable action : all) {
      try {
        action.run();
      } catch (RuntimeException e) {
        // The process is about to end: an error could not be shown any more.
        continue;
      }
    }
    deleteDrafts();
  }

  private synchronized void deleteDrafts() {
    for (DraftFile draft : drafts) {
      try {
        draft.delete();
      } catch (IOException e) {
        // The others go all the same; the next one that is written there removes it.
        continue;
      }
    }
  }
}
