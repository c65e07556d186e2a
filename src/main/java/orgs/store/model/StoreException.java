package orgs.store.model;

import java.sql.SQLException;
import java.util.Set;

/** A failed operation of the store. The message is one line for people, without any secret. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The kinds of failures. */
  public enum Kind {
    /** An invalid value: a blank name, a malformed pattern. Nothing was sent or done. */
    INVALID,
    /** An organization or member that was named doesn't exist. */
    NOT_FOUND,
    /** The name is taken. */
    EXISTS,
    /** Several members have a name that was given for one. */
    AMBIGUOUS,
    /** The connection broke before COMMIT was sent: nothing was done. */
    CONNECTION,
    /** The schema doesn't exist. */
    SCHEMA,
    /** The connection broke during COMMIT and the server can't be asked for the outcome. */
    UNKNOWN_OUTCOME,
    /** Anything else; the transaction was rolled back. */
    FAILED
  }

  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String DEADLOCK = "40P01";
  private static final Set<String> CONFLICTS = Set.of(SERIALIZATION_FAILURE, DEADLOCK);

  private final Kind kind;
  private final String hint;
  private final String sqlState;
  private final String missingOrganization;

  public StoreException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public StoreException(Kind kind, String message, String hint) {
    this(kind, message, hint, null);
  }

  public StoreException(Kind kind, String message, String hint, SQLException cause) {
    this(kind, message, hint, null, cause);
  }

  private StoreException(
      Kind kind, String message, String hint, String missingOrganization, SQLException cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
    this.sqlState = cause == null ? null : cause.getSQLState();
    this.missingOrganization = missingOrganization;
  }

  /** The failure to find an organization of this name. */
  public static StoreException missingOrganization(String name) {
    return new StoreException(Kind.NOT_FOUND, "no organization '" + name + "'", null, name, null);
  }

  /** A conflict with another change that the server didn't report as one. */
  public static StoreException conflict(String message) {
    return new StoreException(
        Kind.FAILED,
        message,
        "nothing was done; try again",
        new SQLException(message, SERIALIZATION_FAILURE));
  }

  /** This failure, with the line of a script where it happened. */
  public StoreException at(String place) {
    return new StoreException(
        kind, place + getMessage(), hint, missingOrganization, (SQLException) getCause());
  }

  /** The kind of this failure. */
  public Kind kind() {
    return kind;
  }

  /** What the user could do about it, or null. */
  public String hint() {
    return hint;
  }

  /** The name of the organization that doesn't exist, or null for another failure. */
  public String missingOrganization() {
    return missingOrganization;
  }

  /** Whether the transaction was undone in favour of another one; it may succeed if repeated. */
  public boolean isConflict() {
    return CONFLICTS.contains(String.valueOf(sqlState));
  }

  /** PostgreSQL's code of the error, or null for a failure that isn't the server's. */
  public String sqlState() {
    return sqlState;
  }
}
