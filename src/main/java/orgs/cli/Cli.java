package orgs.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import orgs.store.HeadStart;
import picocli.CommandLine;

/** The command line of one process: arguments in, exit code out. */
public final class Cli {

  private final Console console;
  private volatile Context running;
  private volatile boolean interrupted;

  /** Works with these streams and this environment. */
  public Cli(Console console) {
    this.console = console;
  }

  /**
   * Runs a command.
   *
   * @return its exit code, see {@link ExitCode}
   */
  public int run(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals(CompleteCommand.NAME)) {
      return new CompleteCommand(console).run(arguments);
    }
    List<String> words = List.of(arguments);
    if (words.equals(List.of("--version"))) {
      // What a script asks before anything else needs no model of the commands.
      writer(console.out()).println(Version.text());
      return ExitCode.OK;
    }
    HeadStart headStart = Commands.needStore(words) ? HeadStart.begin() : null;
    try (Context context = new Context(console, headStart)) {
      running = context;
      Errors errors = new Errors(context, () -> interrupted);
      return commandLine(context, errors, words).execute(arguments);
    } finally {
      running = null;
    }
  }

  /** Ends what runs, for a signal: the server stops its query, what was temporary is removed. */
  public void interrupt() {
    Context context = running;
    if (context != null) {
      interrupted = true;
      context.cancel();
    }
  }

  /** With all commands. */
  static CommandLine commandLine(Context context, Errors errors) {
    return commandLine(context, errors, List.of());
  }

  private static CommandLine commandLine(Context context, Errors errors, List<String> arguments) {
    Syntax syntax = context.root();
    CommandLine root = syntax.commandLine(new Root(syntax));
    Commands.addNamed(root, context, arguments);
    // Settings reach the commands that are there, so they come last.
    return root
        // A name may begin with @, which would mean a file of arguments.
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOut(writer(context.console().out()))
        .setErr(writer(context.console().err()))
        .setUsageHelpWidth(Math.max(55, Math.min(context.console().width(), 120)))
        .setAbbreviatedSubcommandsAllowed(false)
        .setHelpFactory(Usage::help)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static PrintWriter writer(java.io.OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }
}
