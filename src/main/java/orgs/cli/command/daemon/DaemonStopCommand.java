package orgs.cli.command.daemon;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;

/** {@code orgs daemon stop}. */
public final class DaemonStopCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<Boolean> now;

  public DaemonStopCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Stop the daemon after the commands that are running in it have ended.")
        .examples("orgs daemon stop", "orgs daemon stop --now");
    now = syntax.flag("--now", "Interrupt the running commands, as SIGTERM would.");
  }

  @Override
  public Integer call() {
    boolean ran = RunningDaemon.of(context).stop(now.value());
    context.messages().say(ran ? "the daemon was stopped" : "the daemon was not running");
    return ExitCode.OK;
  }
}
