package orgs.cli.command.daemon;

import java.time.Duration;
import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;

/** {@code orgs daemon start}. */
public final class DaemonStartCommand implements Callable<Integer> {

  private static final String IDLE = "10min";

  private final Context context;
  private final Arg<String> idle;

  public DaemonStartCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Start the daemon, in which further commands run.",
            "It ends by itself after 10 minutes without a command. A daemon of another version of"
                + " orgs is replaced.")
        .examples("orgs daemon start", "orgs daemon start --idle 1h");
    idle =
        syntax
            .timeSpan("--idle", "TIME", "End after TIME without a command. Default: 10min.")
            .setDefault(IDLE);
  }

  @Override
  public Integer call() {
    boolean started = RunningDaemon.of(context).start(duration(idle.value()));
    context.messages().say(started ? "the daemon was started" : "the daemon is running already");
    return ExitCode.OK;
  }

  /** Of a number with its unit. */
  private static Duration duration(String time) {
    String unit = time.replaceFirst("[0-9]+", "");
    long number = Long.parseLong(time.substring(0, time.length() - unit.length()));
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
