package orgs.database;

import java.net.ConnectException;

/** A Unix socket that doesn't lead to the server that is meant; the message says why. */
final class UnixSocketException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private final boolean refused;

  /**
   * @param refused whether we don't want that server, rather than there is none
   */
  UnixSocketException(String message, boolean refused, Throwable cause) {
    super(message);
    this.refused = refused;
    initCause(cause);
  }

  /** Whether there is a server that we don't want. */
  boolean isRefused() {
    return refused;
  }
}
