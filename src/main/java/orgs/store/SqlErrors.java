package orgs.store;

import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in one line what the server's or the driver's error means for the user. */
final class SqlErrors {

  /** The id is the last number of the key. */
  private static final Pattern KEY = Pattern.compile("\\((?:-?[0-9]+, )?(-?[0-9]{1,18})\\)");

  /** That of a cluster's shard has the shard's number behind it. */
  private static final String MEMBERS_KEY = "members_pkey";

  private static final String ORGANIZATIONS_KEY = "organizations_pkey";

  private static final String FOREIGN_KEY = "members_org_id_fkey";

  private static final String INTERNAL_ERROR = "XX000";

  /** What a cluster says of a COPY to a node that is lost. */
  private static final String IO_ERROR = "58030";

  private static final String PROTOCOL_VIOLATION = "08P01";

  private static final String NO_ANSWER = "the server's answer is not one of PostgreSQL's";

  private static final Pattern NODE_LOSS =
      Pattern.compile(
          // libpq's words
          "server closed the connection unexpectedly|SSL (SYSCALL )?error|SSL connection has been"
              + "|could not (receive data from|send data to|connect to) server"
              + "|no connection to the server|connection (not open|lost|failed|pointer is NULL)"
              + "|lost synchronization with server|connection to server at "
              // Citus's
              + "|failure on connection marked as essential|connection to the remote node"
              + " |connection establishment for node |could not establish (any )?connections?"
              + " |could not connect to (any active placements|node |shard |[^ ]+:[0-9])|could not"
              + " find an available connection|cannot connect to .+ to fetch|failed to (COPY to"
              + " shard|complete COPY on|connect to|send query to|send [0-9]+ bytes) |failed to"
              + " read result .+ from node |unable to recover from inconsistent state in"
              // those of the lost node's server
              + "|terminating connection |the database system is ");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private SqlErrors() {}

  static StoreException translate(SQLException e) {
    String message = message(e);
    String state = state(e);
    return switch (state) {
      case "23503" ->
          fail(StoreException.Kind.NOT_FOUND, "the organization no longer exists", null, e);
      case "23505" ->
          isTakenMemberId(e)
              ? takenNewId("member", e)
              : constraint(e).startsWith(ORGANIZATIONS_KEY)
                  ? takenNewId("organization", e)
                  : fail(StoreException.Kind.EXISTS, "the name is already taken", null, e);
      case "23514", "22001" ->
          fail(
              StoreException.Kind.INVALID,
              "the database rejected the name: " + message,
              NameRules.RULES,
              e);
      case "2201B" -> fail(StoreException.Kind.INVALID, message, null, e);
      case "22021" -> fail(StoreException.Kind.INVALID, message, null, e);
      case "42P01", "3F000" ->
          fail(
              StoreException.Kind.SCHEMA,
              "the schema is not migrated: " + message,
              "run: orgs db migrate",
              e);
      case "40001", "40P01" ->
          fail(StoreException.Kind.FAILED, message, "nothing was done; try again", e);
      case "42501" ->
          fail(
              StoreException.Kind.FAILED,
              message,
              "nothing was done; the owner of the schema gives the right: orgs db migrate"
                  + " --grant-to ROLE",
              e);
      case "25006" ->
          fail(
              StoreException.Kind.FAILED,
              "the server is read-only: " + message,
              "nothing was done; connect to the server that takes changes",
              e);
      case "55P03" ->
          fail(
              StoreException.Kind.FAILED,
              message,
              "nothing was done; another transaction holds what is needed",
              e);
      case "57014" -> fail(StoreException.Kind.FAILED, message, "nothing was done", e);
      case "53100" ->
          fail(StoreException.Kind.FAILED, "the server's disk is full: " + message, null, e);
      default ->
          isConnectionLoss(state) || isNodeLoss(state, message) || isNoAnswer(e)
              ? fail(
                  StoreException.Kind.CONNECTION,
                  "lost the connection to the database: " + message,
                  "nothing was done; try again when the server is back",
                  e)
              : fail(StoreException.Kind.FAILED, message, null, e);
    };
  }

  /**
   * What the driver didn't expect of a server, as the loss of the connection that it is: nobody
   * knows what else the server would say.
   */
  static SQLException loss(RuntimeException e) {
    return new SQLException(NO_ANSWER, PROTOCOL_VIOLATION, e);
  }

  /** The same, found by ourselves. */
  static SQLException noAnswer() {
    return loss(null);
  }

  /** What a node of a cluster says while rows are copied to it comes without its state. */
  private static String state(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (!state.equals(INTERNAL_ERROR)) {
      return state;
    }
    String constraint = constraint(e);
    return constraint.startsWith(MEMBERS_KEY) || constraint.startsWith(ORGANIZATIONS_KEY)
        ? "23505"
        : constraint.startsWith(FOREIGN_KEY) ? "23503" : state;
  }

  private static boolean isTakenMemberId(SQLException e) {
    return constraint(e).startsWith(MEMBERS_KEY);
  }

  /**
   * Runs what writes members with ids that are given. Where one is taken that isn't the fault of
   * the sequence.
   */
  static <T> T withGivenIds(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException e) {
      if (e.getCause() instanceof SQLException cause
          && state(cause).equals("23505")
          && isTakenMemberId(cause)) {
        throw takenMemberId(idIn(cause), cause);
      }
      throw e;
    }
  }

  /** The server has given a new row an id that another one has. */
  private static StoreException takenNewId(String what, SQLException e) {
    Long id = idIn(e);
    String column = what.equals("member") ? "member_id" : "org_id";
    String table = table(e, what + "s");
    return fail(
        StoreException.Kind.FAILED,
        "the id%s of the new %s is taken: the sequence of %s has fallen behind the ids"
            .formatted(id == null ? "" : " " + id, what, column),
        "nothing was done; advance it with: SELECT setval(pg_get_serial_sequence('%s', '%s'),"
                .formatted(table.replace("'", "''"), column)
            + " (SELECT max(%s) FROM %s))".formatted(column, table),
        e);
  }

  /** With its schema, where the server names it: a cluster says nothing of it. */
  private static String table(SQLException e, String name) {
    ServerErrorMessage server = serverMessage(e);
    String schema = server == null ? null : server.getSchema();
    return schema == null || !name.equals(server.getTable())
        ? name
        : (schema.matches("[a-z_][a-z0-9_]*") ? schema : '"' + schema.replace("\"", "\"\"") + '"')
            + "."
            + name;
  }

  /** Another member has this id, or one that isn't known. */
  static StoreException takenMemberId(Long id, SQLException e) {
    return fail(
        StoreException.Kind.EXISTS,
        id == null ? "a member's id is taken" : "the member id " + id + " is taken",
        "nothing was done: that member is there already, in this organization or in another",
        e);
  }

  /**
   * A cluster passes a node's message on without the field for it, but it is quoted in the text.
   */
  private static String constraint(SQLException e) {
    ServerErrorMessage server = serverMessage(e);
    if (server != null && server.getConstraint() != null) {
      return server.getConstraint();
    }
    Matcher quoted = QUOTED.matcher(message(e));
    return quoted.find() ? quoted.group(1) : "";
  }

  /** The last number of the key that the server tells, whatever its language. */
  private static Long idIn(SQLException e) {
    ServerErrorMessage server = serverMessage(e);
    String detail = server == null ? null : server.getDetail();
    Matcher key = KEY.matcher(detail == null ? "" : detail);
    return key.find() ? Long.valueOf(key.group(1)) : null;
  }

  private static ServerErrorMessage serverMessage(SQLException e) {
    return e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
  }

  /** Timeouts at which the server ends a session that does nothing, or a long transaction. */
  private static final Set<String> ENDED_SESSIONS = Set.of("25P03", "25P04");

  /**
   * Class 08 is the driver's; 57P01 to 57P05 are a server that shuts down, crashed, starts, or has
   * waited long enough.
   */
  static boolean isConnectionLoss(String sqlState) {
    return sqlState != null
        && (sqlState.startsWith("08")
            || sqlState.startsWith("57P0")
            || ENDED_SESSIONS.contains(sqlState));
  }

  /** What a cluster says of a node's connection has a state that stands for other things, too. */
  private static boolean isNodeLoss(String sqlState, String message) {
    return (sqlState.equals(INTERNAL_ERROR) || sqlState.equals(IO_ERROR))
        && NODE_LOSS.matcher(message).lookingAt();
  }

  /** The server hasn't said so: the driver, or jOOQ, could do nothing with what it said. */
  private static boolean isNoAnswer(SQLException e) {
    return serverMessage(e) == null;
  }

  private static String message(SQLException e) {
    ServerErrorMessage server = serverMessage(e);
    // The driver says no more than that an I/O error occurred.
    Throwable told = e.getCause() instanceof InterruptedIOException ? e.getCause() : e;
    String text = server == null ? told.getMessage() : server.getMessage();
    return text == null ? "no message" : text.lines().findFirst().orElse("");
  }

  private static StoreException fail(
      StoreException.Kind kind, String message, String hint, SQLException e) {
    return new StoreException(kind, message, hint, e);
  }
}
