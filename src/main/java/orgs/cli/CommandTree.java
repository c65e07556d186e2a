package orgs.cli;

import java.io.PrintWriter;
import java.util.List;
import orgs.cli.console.TextOutput;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import picocli.CommandLine;

/**
 * Makes the tree of commands, or the part of it that a command line needs: most commands are
 * created for help and suggestions only.
 */
final class CommandTree {

  private CommandTree() {}

  /** Makes a command line with all commands. */
  static CommandLine commandLine(Context context, Errors errors) {
    return commandLine(context, errors, List.of());
  }

  /** Makes a command line with the commands that these arguments can mean. */
  static CommandLine commandLine(Context context, Errors errors, List<String> arguments) {
    Syntax syntax = context.root();
    RootCommand.describe(syntax);
    CommandLine root = syntax.commandLine(CommandTable.NAMES);
    // Help may be wanted of any command.
    CommandTable.addTo(root, context, arguments.contains("help") ? List.of() : arguments);
    // Settings reach the commands that are there, so they come last.
    return root
        // A name may begin with @, which would mean a file of arguments.
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOut(TextOutput.to(context.console().out()))
        .setErr(new PrintWriter(context.console().err(), true))
        .setUsageHelpWidth(Math.max(55, Math.min(context.console().width(), 120)))
        .setAbbreviatedSubcommandsAllowed(false)
        .setHelpFactory((spec, colors) -> Usage.help(spec, colors, context.console().width()))
        .setExecutionStrategy(new FileArguments(context, new RetryOnConflict(context)))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }
}
