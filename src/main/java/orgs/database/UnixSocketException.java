package orgs.database;

import java.net.ConnectException;
import orgs.config.DatabaseException.Kind;

/** A Unix socket that doesn't lead to the server that is meant; the message says why. */
final class UnixSocketException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String hint;

  /**
   * @param kind UNREACHABLE, or REFUSED where we are who doesn't want that server
   * @param hint what the user can do about it, or null
   * @param cause or null
   */
  UnixSocketException(Kind kind, String message, String hint, Throwable cause) {
    super(message);
    this.kind = kind;
    this.hint = hint;
    initCause(cause);
  }

  Kind kind() {
    return kind;
  }

  String hint() {
    return hint;
  }
}
