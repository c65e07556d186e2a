package orgs.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import orgs.database.DatabaseException;
import orgs.input.InputException;
import orgs.output.SafeText;
import orgs.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where an exception becomes a line on stderr, a hint and an exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final String DASH_HINT = "put -- before names that begin with -";

  private final Context context;
  private final BooleanSupplier interrupted;
  private String place = "";

  Errors(Context context, BooleanSupplier interrupted) {
    this.context = context;
    this.interrupted = interrupted;
  }

  /** Where the commands come from that run now, such as {@code file:3: }. */
  void at(String newPlace) {
    place = newPlace;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String hint = null;
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      hint =
          suggestions.isEmpty()
              ? unmatched.isUnknownOption() ? DASH_HINT : null
              : "did you mean " + String.join(" or ", suggestions) + "?";
    } else if (command.getUnmatchedArguments().stream().anyMatch(word -> word.startsWith("-"))) {
      hint = DASH_HINT;
    }
    report(e, new Problem(ExitCode.USAGE, message(e), hint));
    if (place.isEmpty()) {
      PrintStream err = context.console().err();
      err.println("usage: " + command.getHelp().synopsis(0).strip());
      err.println("       " + command.getCommandSpec().qualifiedName() + " --help says more");
    }
    return ExitCode.USAGE;
  }

  private static String message(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !command.getSubcommands().isEmpty()) {
      String name = command.getCommandSpec().qualifiedName();
      return "there is no command " + name + " " + unmatched.getUnmatched().get(0);
    }
    return e.getMessage();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof UncheckedIOException unchecked && unchecked.getCause() instanceof ClosedPipe) {
      return ExitCode.OK;
    }
    Problem problem = problem(e);
    report(e, problem);
    return problem.exitCode();
  }

  private void report(Exception e, Problem problem) {
    if (interrupted.getAsBoolean()) {
      return;
    }
    PrintStream err = context.console().err();
    err.println("orgs: " + place + SafeText.of(problem.message()));
    if (problem.hint() != null) {
      err.println("hint: " + SafeText.of(problem.hint()));
    }
    if (context.globals().debug) {
      e.printStackTrace(err);
    }
  }

  private static Problem problem(Exception e) {
    if (e instanceof CliException cli) {
      return new Problem(cli.exitCode(), e.getMessage(), cli.hint());
    }
    if (e instanceof StoreException store) {
      return new Problem(exitCode(store.kind()), e.getMessage(), store.hint());
    }
    if (e instanceof DatabaseException database) {
      return new Problem(exitCode(database.kind()), e.getMessage(), database.hint());
    }
    if (e instanceof InputException input) {
      return new Problem(ExitCode.FAILURE, e.getMessage(), input.hint());
    }
    if (e instanceof UncheckedIOException io) {
      return new Problem(
          ExitCode.FAILURE, "can't write the output: " + io.getCause().getMessage(), null);
    }
    return new Problem(
        ExitCode.FAILURE,
        "unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage(),
        "--debug shows where; please report it");
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
      case LOCAL -> ExitCode.FAILURE;
    };
  }

  private record Problem(int exitCode, String message, String hint) {}
}
