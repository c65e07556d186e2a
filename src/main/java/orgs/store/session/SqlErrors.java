package orgs.store.session;

import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import orgs.store.model.NameRules;
import orgs.store.model.StoreException;

/** Turns an error of the server or the driver into one line that says what it means. */
public final class SqlErrors {

  /** A key in the detail of an error; the ID is its last number. */
  private static final Pattern KEY = Pattern.compile("\\((?:-?[0-9]+, )?(-?[0-9]{1,18})\\)");

  /** The constraint of a cluster's shard has the shard's number appended. */
  private static final String MEMBERS_KEY = "members_pkey";

  private static final String ORGANIZATIONS_KEY = "organizations_pkey";

  private static final String FOREIGN_KEY = "members_org_id_fkey";

  private static final String PROTOCOL_VIOLATION = "08P01";

  private static final String NO_ANSWER = "the server's answer is not one of PostgreSQL's";

  private SqlErrors() {}

  public static StoreException translate(SQLException e) {
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
      case "2201B", "22021" -> fail(StoreException.Kind.INVALID, message, null, e);
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
          isConnectionLoss(state) || CitusErrors.isNodeLoss(state, message) || isNoAnswer(e)
              ? fail(
                  StoreException.Kind.CONNECTION,
                  "lost the connection to the database: " + message,
                  "nothing was done; try again when the server is back",
                  e)
              : fail(StoreException.Kind.FAILED, message, null, e);
    };
  }

  /**
   * Presents a failure of the driver on an unexpected answer as the loss of the connection, because
   * nothing that the server sends later can be trusted.
   */
  static SQLException loss(RuntimeException e) {
    return new SQLException(NO_ANSWER, PROTOCOL_VIOLATION, e);
  }

  /** Presents an answer that isn't one of PostgreSQL's as the loss of the connection. */
  public static SQLException noAnswer() {
    return loss(null);
  }

  private static String state(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (!CitusErrors.lacksState(state)) {
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
   * Runs a statement that writes members with given IDs: if one is taken, the sequence isn't to
   * blame.
   */
  public static <T> T withGivenIds(Supplier<T> work) {
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

  /** The error for a new row that got the ID of another one from the sequence. */
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

  /** The table's name, with its schema where the server names it (a cluster doesn't). */
  private static String table(SQLException e, String name) {
    ServerErrorMessage server = serverMessage(e);
    String schema = server == null ? null : server.getSchema();
    return schema == null || !name.equals(server.getTable())
        ? name
        : (schema.matches("[a-z_][a-z0-9_]*") ? schema : '"' + schema.replace("\"", "\"\"") + '"')
            + "."
            + name;
  }

  /** The error for a given member ID that is taken; the ID may be null. */
  public static StoreException takenMemberId(Long id, SQLException e) {
    return fail(
        StoreException.Kind.EXISTS,
        id == null ? "a member's id is taken" : "the member id " + id + " is taken",
        "nothing was done: that member is there already, in this organization or in another",
        e);
  }

  private static String constraint(SQLException e) {
    ServerErrorMessage server = serverMessage(e);
    return server != null && server.getConstraint() != null
        ? server.getConstraint()
        : CitusErrors.constraintIn(message(e));
  }

  /** The last number of the key in the error's detail, in whatever language that is. */
  private static Long idIn(SQLException e) {
    ServerErrorMessage server = serverMessage(e);
    String detail = server == null ? null : server.getDetail();
    Matcher key = KEY.matcher(detail == null ? "" : detail);
    return key.find() ? Long.valueOf(key.group(1)) : null;
  }

  private static ServerErrorMessage serverMessage(SQLException e) {
    return e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
  }

  /** The states of timeouts by which the server ends an idle session or a long transaction. */
  private static final Set<String> ENDED_SESSIONS = Set.of("25P03", "25P04");

  /**
   * Whether a state means that the connection is lost. Class 08 is the driver's; 57P01 to 57P05 are
   * those of a server that shuts down, crashed, starts, or has waited long enough.
   */
  static boolean isConnectionLoss(String sqlState) {
    return sqlState != null
        && (sqlState.startsWith("08")
            || sqlState.startsWith("57P0")
            || ENDED_SESSIONS.contains(sqlState));
  }

  /** Whether the error isn't the server's: the driver, or jOOQ, didn't understand its answer. */
  private static boolean isNoAnswer(SQLException e) {
    return serverMessage(e) == null;
  }

  private static String message(SQLException e) {
    ServerErrorMessage server = serverMessage(e);
    // The driver's own message is only that an I/O error occurred.
    Throwable shown = e.getCause() instanceof InterruptedIOException ? e.getCause() : e;
    String text = server == null ? shown.getMessage() : server.getMessage();
    return text == null ? "no message" : text.lines().findFirst().orElse("");
  }

  private static StoreException fail(
      StoreException.Kind kind, String message, String hint, SQLException e) {
    return new StoreException(kind, message, hint, e);
  }
}
