package orgs.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.PGConnection;

/** The kinds of session that libpq's {@code target_session_attrs} can ask for. */
enum TargetSession {
  ANY("any"),
  READ_WRITE("read-write"),
  READ_ONLY("read-only"),
  PRIMARY("primary"),
  STANDBY("standby"),
  PREFER_STANDBY("prefer-standby");

  private static final String ON = "on";

  private static final String SQL =
      "SELECT pg_catalog.pg_is_in_recovery(),"
          + " pg_catalog.current_setting('default_transaction_read_only')::pg_catalog.bool";

  private final String libpqName;

  TargetSession(String libpqName) {
    this.libpqName = libpqName;
  }

  /** The kind with this name; null means any. */
  static TargetSession of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.libpqName.equals(name))
        .findFirst()
        .orElse(ANY);
  }

  /** Whether a session is of this kind. A preference counts as a demand. */
  boolean accepts(Connection connection) throws SQLException {
    if (this == ANY) {
      return true;
    }
    PGConnection session = connection.unwrap(PGConnection.class);
    String standby = session.getParameterStatus("in_hot_standby");
    String readOnly = session.getParameterStatus("default_transaction_read_only");
    return standby == null || readOnly == null
        ? askAndAccept(connection)
        : accepts(standby.equals(ON), readOnly.equals(ON));
  }

  /** A pooler may leave out what the server reports at login. */
  private boolean askAndAccept(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(SQL)) {
      return answer.next() && accepts(answer.getBoolean(1), answer.getBoolean(2));
    }
  }

  private boolean accepts(boolean standby, boolean readOnly) {
    return switch (this) {
      case ANY -> true;
      case READ_WRITE -> !standby && !readOnly;
      case READ_ONLY -> standby || readOnly;
      case PRIMARY -> !standby;
      case STANDBY, PREFER_STANDBY -> standby;
    };
  }

  @Override
  public String toString() {
    return libpqName;
  }
}
