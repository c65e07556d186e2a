package orgs.cli.command.daemon;

import orgs.cli.syntax.Syntax;

/** {@code orgs daemon}: the group. */
public final class DaemonCommand {

  public DaemonCommand(Syntax syntax) {
    syntax
        .group()
        .description(
            "Manage the daemon, a process that runs the commands of scripts that call orgs often.",
            "While it runs, other commands are run in it, and behave as they do without it, but"
                + " take a few milliseconds. ORGS_DAEMON=off keeps a command from using it.")
        .examples("orgs daemon start", "orgs daemon status", "orgs daemon stop");
  }
}
