package orgs.cli.session;

import java.io.IOException;

/** Rows can't be written. */
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

  /** The same of rows that tell of a change, which stays. */
  public OutputException afterChange() {
    return new OutputException(getCause(), true);
  }

  /** Whether a change was made all the same. */
  public boolean isAfterChange() {
    return afterChange;
  }

  /** Whether nobody wants the rows: no failure. */
  public boolean isOfClosedPipe() {
    return getCause() instanceof ClosedPipe;
  }

  @Override
  public synchronized IOException getCause() {
    return (IOException) super.getCause();
  }
}
