package orgs.config;

/** A database that can't be used; the message is one line for the user, who sees no stack trace. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds of failures that exit codes distinguish. */
  public enum Kind {
    /** The server doesn't answer. */
    UNREACHABLE,
    /** The server answers and refuses: a wrong password, an unknown database. */
    REFUSED,
    /** The database can't be used as it is, and waiting changes nothing: a missing privilege. */
    UNUSABLE,
    /** The schema is missing, older than this build needs, or couldn't be migrated. */
    NOT_MIGRATED,
    /** The schema was migrated by a newer build. */
    TOO_NEW,
    /** The local server can't be set up, started or stopped. */
    LOCAL,
    /** The connection settings contradict each other or can't be read. */
    USAGE
  }

  private final Kind kind;
  private final String hint;

  /**
   * @param message one line, without a full stop at its end
   * @param hint what the user can do about it, or null
   * @param cause or null
   */
  public DatabaseException(Kind kind, String message, String hint, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  public Kind kind() {
    return kind;
  }

  /** What the user can do about it, or null. */
  public String hint() {
    return hint;
  }

  /** Settings that contradict each other or can't be read, or a command that doesn't fit them. */
  public static DatabaseException usage(String message, String hint) {
    return usage(message, hint, null);
  }

  public static DatabaseException usage(String message, String hint, Throwable cause) {
    return new DatabaseException(Kind.USAGE, message, hint, cause);
  }

  public static DatabaseException local(String message, String hint) {
    return new DatabaseException(Kind.LOCAL, message, hint, null);
  }

  public static DatabaseException local(String message, String hint, Throwable cause) {
    return new DatabaseException(Kind.LOCAL, message, hint, cause);
  }
}
