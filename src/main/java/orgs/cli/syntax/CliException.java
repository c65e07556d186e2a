package orgs.cli.syntax;

/** A failure that a command itself finds. The message is one line. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String hint;
  private final Long line;

  public CliException(int exitCode, String message, String hint) {
    this(exitCode, message, hint, null);
  }

  /**
   * Creates a failure.
   *
   * @param line the line of the file that is read, or null if the failure isn't about one
   */
  public CliException(int exitCode, String message, String hint, Long line) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
    this.line = line;
  }

  public static CliException usage(String message, String hint) {
    return new CliException(ExitCode.USAGE, message, hint);
  }

  public int exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }

  public Long line() {
    return line;
  }
}
