package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.command.daemon.RunningDaemon;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;

public final class DbStopCommand implements Callable<Integer> {

  private final Context context;

  public DbStopCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Stop the local database. Its data is kept. If a daemon is running, it is stopped, too.")
        .examples("orgs db stop");
  }

  @Override
  public Integer call() {
    RunningDaemon.of(context).stopIfThere();
    boolean ran = context.connection().database().localServer().stop();
    context
        .messages()
        .say(ran ? "the local database was stopped" : "the local database was not running");
    return ExitCode.OK;
  }
}
