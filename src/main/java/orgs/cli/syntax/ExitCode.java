package orgs.cli.syntax;

/** The exit codes of the process. Scripts rely on these numbers. */
public final class ExitCode {

  /** Done, an idempotent no-op included. */
  public static final int OK = 0;

  /** A failure that none of the others names. */
  public static final int FAILURE = 1;

  /** Invalid command line or value. */
  public static final int USAGE = 2;

  /** An organization or member was not found. */
  public static final int NOT_FOUND = 3;

  /** The name already exists or is ambiguous. */
  public static final int CONFLICT = 4;

  /** Finished, but some lines were rejected. */
  public static final int REJECTS = 5;

  /** Refused without {@code --yes}. */
  public static final int REFUSED = 6;

  /** The database can't be reached, or refused the login. */
  public static final int UNREACHABLE = 7;

  /** The schema is not migrated, or newer than this tool. */
  public static final int SCHEMA = 8;

  /** The connection was lost during COMMIT, and the server can't be asked for the outcome. */
  public static final int UNKNOWN_OUTCOME = 9;

  /** A file and the members differ: only {@code diff} has this code. */
  public static final int DIFFERENT = 10;

  /** The change was made, but its rows could not be written. */
  public static final int UNWRITTEN = 11;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
