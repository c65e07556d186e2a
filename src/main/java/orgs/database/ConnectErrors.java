package orgs.database;

import static orgs.config.DatabaseException.Kind.REFUSED;
import static orgs.config.DatabaseException.Kind.UNREACHABLE;

import java.net.UnknownHostException;
import java.sql.SQLException;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;

/** Says in one line why there is no connection. */
final class ConnectErrors {

  private ConnectErrors() {}

  static DatabaseException translate(SQLException e, ConnectionSettings settings) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    String server = server(settings);
    if (state.startsWith("28")) {
      return new DatabaseException(
          REFUSED, server + " refused the login: " + reason, PASSWORD_HINT, e);
    }
    if (reason.contains("no password was provided")) {
      return new DatabaseException(REFUSED, server + " asks for a password", PASSWORD_HINT, e);
    }
    if (reason.contains("SSL") || reason.contains("PKIX") || reason.contains("certificate")) {
      return new DatabaseException(
          REFUSED,
          "no secure connection to " + server + ": " + reason,
          "TLS with a verified certificate is the default; PGSSLMODE=require or disable relaxes it",
          e);
    }
    if (state.equals("3D000")) {
      return new DatabaseException(
          REFUSED, server + ": " + reason, "give another one with --dbname, or create it", e);
    }
    if (e.getCause() instanceof UnknownHostException) {
      return new DatabaseException(
          UNREACHABLE, "can't reach " + server + ": there is no such host", null, e);
    }
    if (state.startsWith("08") || state.startsWith("57P0")) {
      return new DatabaseException(
          UNREACHABLE, "can't reach " + server + ": " + reason, "is it running?", e);
    }
    return new DatabaseException(REFUSED, server + " refused: " + reason, null, e);
  }

  private static final String PASSWORD_HINT = "set PGPASSWORD or add the server to ~/.pgpass";

  private static String server(ConnectionSettings settings) {
    if (settings.isLocal()) {
      return "the local database";
    }
    String port = settings.get("port");
    return "the database at " + settings.get("host") + (port == null ? "" : ":" + port);
  }
}
