package orgs.cli.error;

import orgs.cli.session.Context;
import picocli.CommandLine;

/** Makes a command line with all commands, for scripts and completion, which are commands too. */
@FunctionalInterface
public interface CommandLineFactory {

  /** Makes one whose commands work with this context and whose errors go there. */
  CommandLine create(Context context, Errors errors);
}
