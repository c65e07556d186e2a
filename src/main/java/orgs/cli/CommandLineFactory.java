package orgs.cli;

import picocli.CommandLine;

/** Makes a command line with all commands, for scripts and completion, which are commands too. */
@FunctionalInterface
interface CommandLineFactory {

  /** Makes one whose commands work with this context and whose errors go there. */
  CommandLine create(Context context, Errors errors);
}
