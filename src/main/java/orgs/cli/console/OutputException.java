package orgs.cli.console;

import java.io.IOException;

/** A failure to write rows. */
public final class OutputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean afterChange;

  public OutputException(IOException cause) {
    this(cause, false);
  }

  private OutputException(IOException cause, boolean afterChange) {
    super(cause);
    this.afterChange = afterChange;
  }

  /** The same failure for rows that report a change, which stays. */
  public OutputException afterChange() {
    return new OutputException(getCause(), true);
  }

  /** Whether a change was made all the same. */
  public boolean isAfterChange() {
    return afterChange;
  }

  /** Whether the reader went away, which is no failure. */
  public boolean isOfClosedPipe() {
    return getCause() instanceof ClosedPipe;
  }

  @Override
  public synchronized IOException getCause() {
    return (IOException) super.getCause();
  }
}
