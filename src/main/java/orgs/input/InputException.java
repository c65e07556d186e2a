package orgs.input;

/** A file that can't be read as what it is said to be. The message is one line. */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String hint;

  public InputException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What the user could do about it. */
  public String hint() {
    return hint;
  }
}
