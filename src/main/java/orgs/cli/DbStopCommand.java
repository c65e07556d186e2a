package orgs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "stop",
    description = "Stop the local database. Its data stay.",
    footer = {"  orgs db stop"})
final class DbStopCommand implements Callable<Integer> {

  private final Context context;

  DbStopCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean ran = context.connections().database().localServer().stop();
    context.say(ran ? "the local database is stopped" : "the local database was not running");
    return ExitCode.OK;
  }
}
