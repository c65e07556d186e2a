package orgs.database.socket;

import java.net.ConnectException;
import orgs.config.DatabaseException.Kind;

/** A Unix socket that doesn't lead to the server that is meant; the message says why. */
public final class UnixSocketException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String hint;

  /**
   * @param kind UNREACHABLE, or REFUSED if it is we who reject the server
   * @param hint what the user can do about it, or null
   * @param cause or null
   */
  UnixSocketException(Kind kind, String message, String hint, Throwable cause) {
    super(message);
    this.kind = kind;
    this.hint = hint;
    initCause(cause);
  }

  public Kind kind() {
    return kind;
  }

  public String hint() {
    return hint;
  }
}
