package orgs.cli.error;

import java.sql.SQLException;
import orgs.cli.console.OutputException;
import orgs.cli.files.IoReason;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.config.DatabaseException;
import orgs.input.text.InputException;
import orgs.store.DriverFailure;
import orgs.store.StoreException;

/**
 * What a failure means for the user.
 *
 * @param message one line
 * @param hint what to do about it, or null
 * @param sqlState PostgreSQL's code of the error, or null when it didn't come from there
 * @param line of the file that is read, or null when it isn't about one
 */
record Problem(int exitCode, String message, String hint, String sqlState, Long line) {

  private Problem(int exitCode, String message, String hint, String sqlState) {
    this(exitCode, message, hint, sqlState, null);
  }

  /** A mistake on the command line. */
  static Problem usage(String message, String hint) {
    return new Problem(ExitCode.USAGE, message, hint, null);
  }

  static Problem of(Exception e) {
    if (e instanceof CliException cli) {
      return new Problem(cli.exitCode(), e.getMessage(), cli.hint(), null, cli.line());
    }
    if (e instanceof StoreException store) {
      return new Problem(exitCode(store.kind()), e.getMessage(), store.hint(), store.sqlState());
    }
    if (e instanceof DatabaseException database) {
      String state = e.getCause() instanceof SQLException sql ? sql.getSQLState() : null;
      return new Problem(exitCode(database.kind()), e.getMessage(), database.hint(), state);
    }
    if (e instanceof InputException input) {
      return new Problem(ExitCode.FAILURE, e.getMessage(), input.hint(), null);
    }
    if (e instanceof OutputException output) {
      String reason = IoReason.of(output.getCause());
      return output.isAfterChange()
          ? new Problem(
              ExitCode.UNWRITTEN,
              "the change was made, but its rows could not be written: " + reason,
              "don't repeat it: list shows what is there",
              null)
          : new Problem(ExitCode.FAILURE, "can't write the output: " + reason, null, null);
    }
    if (DriverFailure.is(e)) {
      return new Problem(
          ExitCode.UNREACHABLE,
          "lost the connection to the database: the server's answer is not one of PostgreSQL's",
          "nothing was done; is it a PostgreSQL server?",
          null);
    }
    return new Problem(
        ExitCode.FAILURE,
        "unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage(),
        "--debug shows where; please report it",
        null);
  }

  Problem withHint(String newHint) {
    return new Problem(exitCode, message, newHint, sqlState, line);
  }

  private static int exitCode(StoreException.Kind kind) {
    return switch (kind) {
      case INVALID -> ExitCode.USAGE;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case EXISTS, AMBIGUOUS -> ExitCode.CONFLICT;
      case CONNECTION -> ExitCode.UNREACHABLE;
      case SCHEMA -> ExitCode.SCHEMA;
      case UNKNOWN_OUTCOME -> ExitCode.UNKNOWN_OUTCOME;
      case FAILED -> ExitCode.FAILURE;
    };
  }

  private static int exitCode(DatabaseException.Kind kind) {
    return switch (kind) {
      case USAGE -> ExitCode.USAGE;
      case UNREACHABLE, REFUSED -> ExitCode.UNREACHABLE;
      case NOT_MIGRATED, TOO_NEW -> ExitCode.SCHEMA;
      case LOCAL, UNUSABLE -> ExitCode.FAILURE;
    };
  }
}
