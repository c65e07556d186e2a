package orgs.cli;

import java.util.concurrent.Callable;

final class DbStopCommand implements Callable<Integer> {

  private final Context context;

  DbStopCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("stop")
        .description("Stop the local database. Its data stay.")
        .examples("orgs db stop");
  }

  @Override
  public Integer call() {
    boolean ran = context.connections().database().localServer().stop();
    context.say(ran ? "the local database is stopped" : "the local database was not running");
    return ExitCode.OK;
  }
}
