package orgs.cli.load;

import java.util.function.Function;
import orgs.cli.console.ProgressDisplay;
import orgs.cli.session.Context;
import orgs.output.Progress;
import orgs.store.LoadOptions;

/** The long steps of a load, as a person sees them. */
public final class Steps {

  private static final long FIRST_LOAD_BYTES = 1 << 18;

  private Steps() {}

  /** Runs a load that reads no file. Others may be using the table. */
  public static <T> T during(Context context, Function<LoadOptions, T> load) {
    try (Progress progress = context.messages().progress()) {
      return load.apply(new LoadOptions(false, on(progress)));
    }
  }

  /** Whether a file of this size is worth locking a table for. */
  public static boolean isManyBytes(long size) {
    return size >= FIRST_LOAD_BYTES;
  }

  public static LoadOptions.StepRunner on(Progress progress) {
    return (what, step) ->
        ProgressDisplay.spin(
            progress,
            what,
            () -> {
              step.run();
              return null;
            });
  }
}
