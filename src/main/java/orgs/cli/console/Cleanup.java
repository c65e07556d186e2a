package orgs.cli.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import orgs.cli.files.DraftFile;

/**
 * What is cleaned up before a signal ends the process: actions, and the drafts of files.
 *
 * <p><b>Threading.</b> All threads may use it.
 */
public final class Cleanup {

  private final Set<Runnable> actions = new LinkedHashSet<>();
  private final Set<DraftFile> drafts = new LinkedHashSet<>();
  private boolean run;

  /** Adds something to do. */
  public synchronized void add(Runnable action) {
    actions.add(action);
  }

  public synchronized void remove(Runnable action) {
    actions.remove(action);
  }

  /** Begins a draft of a file. A signal removes it, at whatever moment it comes. */
  public synchronized DraftFile draft(Path target) throws IOException {
    if (run) {
      throw new InterruptedIOException("interrupted");
    }
    DraftFile draft = DraftFile.of(target);
    drafts.add(draft);
    return draft;
  }

  /** Removes a draft, if it is still there. */
  public synchronized void discard(DraftFile draft) {
    drafts.remove(draft);
    try {
      draft.delete();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /**
   * Cleans all up; drafts go last, because an action may wait for what writes one. An action that
   * fails, on a terminal that is gone for instance, keeps no other one back.
   */
  public void run() {
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
