package orgs.input.text;

/** A file that can't be read as what it is said to be. The message is one line. */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String hint;
  private final boolean wrongChoice;

  public InputException(String message, String hint) {
    this(message, hint, false);
  }

  private InputException(String message, String hint, boolean wrongChoice) {
    super(message);
    this.hint = hint;
    this.wrongChoice = wrongChoice;
  }

  /** The file has nothing that what the user chose could mean. */
  public static InputException wrongChoice(String message, String hint) {
    return new InputException(message, hint, true);
  }

  /** What the user could do about it. */
  public String hint() {
    return hint;
  }

  /** Whether the file is all right, and what the user chose from it isn't there. */
  public boolean isWrongChoice() {
    return wrongChoice;
  }
}
