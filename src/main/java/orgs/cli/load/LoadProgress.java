package orgs.cli.load;

import java.util.function.Function;
import java.util.function.Supplier;
import orgs.cli.console.ProgressDisplay;
import orgs.cli.session.Context;
import orgs.output.Progress;
import orgs.store.LoadContext;

/** Shows the long phases of a load on the terminal. */
public final class LoadProgress implements LoadContext.Phases {

  /** A file of this size is worth locking an empty table for. */
  private static final long FIRST_LOAD_BYTES = 1 << 18;

  private final Progress progress;

  private LoadProgress(Progress progress) {
    this.progress = progress;
  }

  /** Runs a load that reads no file, and so locks no table. */
  public static <T> T withProgress(Context context, Function<LoadContext, T> load) {
    try (Progress progress = context.messages().progress()) {
      return load.apply(new LoadContext(false, new LoadProgress(progress)));
    }
  }

  /**
   * The context for the load of a file.
   *
   * @param bytes how many of it are loaded, or -1 where that isn't known
   */
  public static LoadContext ofFile(Progress progress, long bytes) {
    return new LoadContext(bytes >= FIRST_LOAD_BYTES, new LoadProgress(progress));
  }

  @Override
  public <T> T run(String name, Supplier<T> phase) {
    return ProgressDisplay.spin(progress, name, phase);
  }
}
