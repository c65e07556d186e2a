package orgs.cli;

/** A failure that a command itself finds. The message is one line. */
final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String hint;
  private final Long line;

  CliException(int exitCode, String message, String hint) {
    this(exitCode, message, hint, null);
  }

  /**
   * Creates one.
   *
   * @param line of the file that is read, or null where it isn't about one
   */
  CliException(int exitCode, String message, String hint, Long line) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
    this.line = line;
  }

  static CliException usage(String message, String hint) {
    return new CliException(ExitCode.USAGE, message, hint);
  }

  int exitCode() {
    return exitCode;
  }

  String hint() {
    return hint;
  }

  Long line() {
    return line;
  }
}
