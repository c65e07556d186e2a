package orgs.cli.session;

import java.util.function.Supplier;
import orgs.output.Progress;

/** What a person sees while rows are waited for: a spinner until the first, or their number. */
public final class ProgressDisplay implements AutoCloseable {

  private final Progress progress;
  private final boolean counts;
  private Progress.Spin spin;

  /**
   * Shows nothing yet.
   *
   * @param counts whether rows are counted; not where they go to the same terminal
   */
  public ProgressDisplay(Progress progress, boolean counts) {
    this.progress = progress;
    this.counts = counts;
  }

  /** Shows a spinner until the first row. There can be no question meanwhile. */
  void begin(String what) {
    spin = progress.spin(what);
  }

  /** Shows a spinner during a long statement. */
  public static <T> T spin(Progress progress, String what, Supplier<T> statement) {
    Progress.Spin spin = progress.spin(what);
    try {
      return statement.get();
    } finally {
      spin.close();
    }
  }

  /** That many rows have come. */
  public void rows(long count) {
    if (spin != null) {
      spin.close();
      spin = null;
    }
    if (counts) {
      progress.rows(count, 0);
    }
  }

  @Override
  public void close() {
    if (spin != null) {
      spin.close();
      spin = null;
    }
    progress.close();
  }
}
