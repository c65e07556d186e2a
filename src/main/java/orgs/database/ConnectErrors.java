package orgs.database;

import static orgs.config.DatabaseException.Kind.REFUSED;
import static orgs.config.DatabaseException.Kind.UNREACHABLE;
import static orgs.config.DatabaseException.Kind.UNUSABLE;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import orgs.config.ConnectionSettings;
import orgs.config.DatabaseException;
import orgs.config.UnixSockets;
import orgs.database.socket.UnixSocketException;
import orgs.database.sql.SqlStates;

/** Says in one line why there is no connection. */
final class ConnectErrors {

  /** What the owner of the schema can do about a missing privilege. */
  private static final String RIGHT_HINT =
      "the owner of the schema gives it: orgs db migrate --grant-to ROLE";

  private static final String DISK_FULL = "53100";

  private static final String PASSWORD_HINT = "set PGPASSWORD or add the server to ~/.pgpass";

  private ConnectErrors() {}

  static DatabaseException translate(SQLException e, ConnectionSettings settings) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    String server = server(settings);
    if (reason.contains("Peer authentication failed")) {
      return new DatabaseException(
          REFUSED,
          server + " refused the login: " + reason,
          "it goes by your user name on this machine; --username chooses the role",
          e);
    }
    if (e instanceof MultiHostDataSource.WrongServerException) {
      return new DatabaseException(
          UNREACHABLE, server + " can't be used: " + reason, "--wait waits for another one", e);
    }
    if (state.startsWith("28")) {
      return new DatabaseException(
          REFUSED, server + " refused the login: " + reason, PASSWORD_HINT, e);
    }
    if (reason.contains("no password was provided")) {
      return new DatabaseException(REFUSED, server + " asks for a password", PASSWORD_HINT, e);
    }
    if (reason.contains("could not be verified by hostnameverifier")) {
      return new DatabaseException(
          REFUSED,
          "no secure connection to " + server + ": its certificate is for another host name",
          "connect by the name in the certificate; PGSSLMODE=verify-ca doesn't look at the name",
          e);
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
    if (e.getCause() instanceof UnixSocketException socket) {
      String where = socket.kind() == UNREACHABLE ? "can't reach " + server : server;
      return new DatabaseException(
          socket.kind(), where + ": " + socket.getMessage(), socket.hint(), e);
    }
    if (e.getCause() instanceof UnknownHostException) {
      return new DatabaseException(
          UNREACHABLE, "can't reach " + server + ": there is no such host", null, e);
    }
    if (SqlStates.isBusy(state)) {
      return new DatabaseException(
          UNREACHABLE, server + " is not available: " + reason, "--wait waits for it", e);
    }
    if (state.startsWith("08") && e.getCause() instanceof SocketTimeoutException) {
      return new DatabaseException(
          UNREACHABLE, "can't reach " + server + ": it doesn't answer", "is it running?", e);
    }
    if (state.startsWith("08")) {
      return new DatabaseException(
          UNREACHABLE, "can't reach " + server + ": " + reason, "is it running?", e);
    }
    if (isPermanent(state)
        && e instanceof PSQLException own
        && own.getServerErrorMessage() == null) {
      // The driver's own error, about an answer that no PostgreSQL server gives.
      return new DatabaseException(
          UNREACHABLE,
          "can't reach " + server + ": its answer is not one of PostgreSQL's",
          "is it a PostgreSQL server?",
          e);
    }
    return new DatabaseException(
        isPermanent(state) ? UNUSABLE : REFUSED,
        server + " refused: " + reason,
        SqlStates.INSUFFICIENT_PRIVILEGE.equals(state) ? RIGHT_HINT : null,
        e);
  }

  /** Whether the server would refuse again: for a privilege, an option, a timeout, a full disk. */
  private static boolean isPermanent(String state) {
    return state.startsWith("42")
        || state.startsWith("22")
        || state.startsWith("25")
        || state.startsWith("55")
        || state.equals("57014")
        || state.equals(DISK_FULL);
  }

  static String server(ConnectionSettings settings) {
    if (settings.isLocal()) {
      return "the local database";
    }
    String host = settings.get("host");
    String port = settings.get("port");
    if (UnixSockets.isFolder(host) && host.indexOf(',') < 0) {
      return "the database at " + UnixSockets.file(host, port);
    }
    return "the database at " + host + (port == null ? "" : ":" + port);
  }
}
