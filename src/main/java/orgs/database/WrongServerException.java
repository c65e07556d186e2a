package orgs.database;

import java.sql.SQLException;

/** A server that can be reached, and isn't of the kind that {@code target_session_attrs} wants. */
final class WrongServerException extends SQLException {
  private static final long serialVersionUID = 1L;

  private static final String CANNOT_CONNECT = "08001";

  WrongServerException(SessionKind wanted) {
    super("its sessions are not what target_session_attrs asks for: " + wanted, CANNOT_CONNECT);
  }
}
