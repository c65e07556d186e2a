package orgs.cli.console;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import orgs.output.Progress;
import orgs.store.Interruptible;
import orgs.store.Interruption;

/**
 * What a signal does to the running command: it cancels what the command writes, and decides what
 * becomes of its rows and its temporary files.
 *
 * <p><b>Threading.</b> The command's thread registers what a signal has to end; the signal's thread
 * calls {@link #interrupt} and what follows from it.
 */
public final class Signals {

  private static final String NOTHING_CHANGED = "nothing was changed";

  /** The signals of the command that runs a script; null unless these are those of its lines. */
  private final Signals outer;

  private final Cleanup cleanup;
  private final Set<Progress> openProgress;
  private final Delivery delivery = new Delivery(() -> hasCommitted() && outcome() != null);
  private final List<Interruptible> writers = new CopyOnWriteArrayList<>();
  private volatile String outcome = NOTHING_CHANGED;
  private volatile boolean interrupted;

  /** Creates the signals of a process. */
  public Signals() {
    this.outer = null;
    this.cleanup = new Cleanup();
    this.openProgress = ConcurrentHashMap.newKeySet();
  }

  private Signals(Signals outer) {
    this.outer = outer;
    this.cleanup = outer.cleanup;
    this.openProgress = outer.openProgress;
  }

  /** Returns the signals of a script's lines, which end with the script. */
  public Signals forScript() {
    return new Signals(this);
  }

  /** What is removed before a signal ends the process. */
  public Cleanup cleanup() {
    return cleanup;
  }

  /** Decides whether the command's rows or a signal came first. */
  public Delivery delivery() {
    return delivery;
  }

  /**
   * Sets the outcome of an interruption.
   *
   * @param newOutcome such as "nothing was imported"; null if the command itself reports it
   */
  public void setOutcome(String newOutcome) {
    outcome = newOutcome;
  }

  /** The outcome of an interruption, or null if the command itself reports it. */
  public String outcome() {
    return outcome;
  }

  /** Registers something that writes and that a signal cancels. */
  public void register(Interruptible writer) {
    writers.add(writer);
    if (interrupted) {
      writer.cancel();
    }
  }

  /** Whether a signal ends the command: what fails from now on fails because of it. */
  public boolean isInterrupted() {
    return interrupted || outer != null && outer.isInterrupted();
  }

  /** Cancels what runs and erases progress lines; returns the worst state that was met. */
  public Interruption interrupt() {
    interrupted = true;
    openProgress.forEach(Progress::close);
    Interruption worst = Interruption.NOTHING_WRITTEN;
    for (Interruptible writer : writers) {
      Interruption met = writer.cancel();
      worst = met.compareTo(worst) > 0 ? met : worst;
    }
    return worst;
  }

  /** Forgets the signal: what it interrupted has ended, and another command begins. */
  public void resume() {
    interrupted = false;
    delivery.reset();
    outcome = NOTHING_CHANGED;
    writers.forEach(Interruptible::resume);
  }

  /** Whether a COMMIT is under way whose outcome isn't known yet. */
  public boolean isCommitting() {
    return writers.stream().anyMatch(Interruptible::isCommitting);
  }

  /** Whether anything was committed; the rest may have been undone. */
  public boolean hasCommitted() {
    return writers.stream().anyMatch(Interruptible::hasCommitted);
  }

  /** Has a signal erase this progress line before the process ends. */
  Progress erasing(Progress progress) {
    openProgress.add(progress);
    return progress.onClose(() -> openProgress.remove(progress));
  }
}
