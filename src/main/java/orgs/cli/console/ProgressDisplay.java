package orgs.cli.console;

import java.util.function.Supplier;
import orgs.output.Progress;

/** A spinner that a person sees until the first row comes, or the number of rows so far. */
public final class ProgressDisplay implements AutoCloseable {

  private final Progress progress;
  private final boolean counts;
  private Progress.Spin spin;

  /**
   * Shows nothing yet.
   *
   * @param counts whether rows are counted, unlike rows that go to the same terminal
   */
  public ProgressDisplay(Progress progress, boolean counts) {
    this.progress = progress;
    this.counts = counts;
  }

  /** Shows a spinner until the first row. There can be no question meanwhile. */
  public void begin(String what) {
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

  /** Shows that so many rows have come. */
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
