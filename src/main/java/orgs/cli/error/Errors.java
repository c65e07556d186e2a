package orgs.cli.error;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import orgs.cli.console.OutputException;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.output.SafeText;
import orgs.store.SimilarName;
import orgs.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where an exception becomes a line on stderr, a hint and an exit code. */
public final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  /** From here on a name is like another, whatever its length: what pg_trgm itself takes. */
  private static final float ALIKE = 0.3f;

  /** What fails after a signal fails because of it, and nobody needs to hear of that; but these. */
  private static final Set<Integer> TOLD_ANYWAY =
      Set.of(ExitCode.UNKNOWN_OUTCOME, ExitCode.UNWRITTEN);

  private final Context context;
  private final BooleanSupplier interrupted;
  private String script;
  private long line;
  private boolean holdsConflicts;
  private StoreException conflict;

  public Errors(Context context, BooleanSupplier interrupted) {
    this.context = context;
    this.interrupted = interrupted;
  }

  /** Where the commands come from that run now: a line of a script. */
  public void at(String newScript, long newLine) {
    script = newScript;
    line = newLine;
  }

  /** From here on a conflict isn't told: whoever runs all lines may run them again. */
  public void holdConflicts() {
    holdsConflicts = true;
  }

  /** The conflict that wasn't told, or null. */
  public StoreException conflict() {
    return conflict;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    boolean json = context.messages().errorsAsJson() || JsonErrors.areWantedBy(args);
    report(e, UsageErrors.problem(e), json);
    if (script == null && !json && !interrupted.getAsBoolean()) {
      CommandLine command = UsageErrors.commandLine(e);
      PrintStream err = context.console().err();
      err.println("usage: " + command.getHelp().synopsis(0).strip());
      err.println("       " + command.getCommandSpec().qualifiedName() + " --help shows more");
    }
    return ExitCode.USAGE;
  }

  /** Of a command line that nobody tries to read. */
  public int refuse(String[] args, CliException reason) {
    return tell(reason, context.messages().errorsAsJson() || JsonErrors.areWantedBy(args));
  }

  /** Of text that isn't rows, such as help. */
  public int unwritten(OutputException reason) {
    return reason.isOfClosedPipe() ? ExitCode.OK : tell(reason, context.messages().errorsAsJson());
  }

  private int tell(Exception reason, boolean json) {
    Problem problem = Problem.of(reason);
    report(reason, problem, json);
    return problem.exitCode();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof OutputException output && output.isOfClosedPipe()
        || context.rows().paging().wasLeft()) {
      return ExitCode.OK;
    }
    Problem problem = Problem.of(e);
    if (holdsConflicts && e instanceof StoreException undone && undone.isConflict()) {
      conflict = undone.at(script + ":" + line + ": ");
      return problem.exitCode();
    }
    if (problem.exitCode() == ExitCode.UNREACHABLE && e instanceof StoreException) {
      String reason = context.connection().reasonOfLoss();
      problem = reason == null ? problem : problem.withHint("nothing was done: " + reason);
    }
    if (problem.hint() == null
        && e instanceof StoreException missing
        && missing.missingOrganization() != null) {
      String name = missing.missingOrganization();
      problem = problem.withHint(orCreate(name, similarOrganization(name), command));
    }
    report(e, problem, context.messages().errorsAsJson());
    return problem.exitCode();
  }

  private static String orCreate(String name, String hint, CommandLine command) {
    if (command.getCommandSpec().findOption("--create-org") == null) {
      return hint;
    }
    return (hint == null ? "" : hint + " ") + "--create-org creates '" + name + "'";
  }

  private String similarOrganization(String name) {
    try {
      List<SimilarName> similar = context.store().organizations().similarTo(name);
      List<String> meant = Suggestions.to(name, similar.stream().map(SimilarName::name).toList());
      if (meant.isEmpty()) {
        meant =
            similar.stream()
                .filter(one -> one.similarity() >= ALIKE)
                .limit(1)
                .map(SimilarName::name)
                .toList();
      }
      return meant.isEmpty()
          ? null
          : UsageErrors.didYouMean(meant.stream().map(one -> "'" + one + "'").toList());
    } catch (RuntimeException e) {
      // There is an error to be told already; a guess is not worth another one.
      return null;
    }
  }

  private void report(Exception e, Problem problem, boolean json) {
    if (interrupted.getAsBoolean() && !TOLD_ANYWAY.contains(problem.exitCode())) {
      return;
    }
    if (json) {
      // A script's line is where its reader has to look; what it reads is named in the message.
      Long place = script == null ? problem.line() : Long.valueOf(line);
      JsonErrors.print(context.console(), problem, place, trace() ? e : null);
      return;
    }
    PrintStream err = context.console().err();
    String place = script == null ? "" : script + ":" + line + ": ";
    err.println(
        context.messages().style().error("orgs:") + " " + SafeText.of(place + problem.message()));
    if (problem.hint() != null) {
      err.println(context.messages().style().dim("hint: " + SafeText.of(problem.hint())));
    }
    if (trace()) {
      e.printStackTrace(err);
    }
  }

  private boolean trace() {
    return context.globals().debug.value();
  }
}
