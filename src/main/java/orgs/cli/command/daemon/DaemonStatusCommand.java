package orgs.cli.command.daemon;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.daemon.DaemonFolder;
import orgs.daemon.DaemonState;
import orgs.daemon.Figures;
import orgs.output.Column;

/** {@code orgs daemon status}. */
public final class DaemonStatusCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS = List.of(Column.id("name"), Column.text("value"));

  private static final int KB_IN_MB = 1024;

  private final Context context;

  public DaemonStatusCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Show the daemon: its process, what it has run, and when it will end.")
        .exitCodes("3:There is no daemon.")
        .examples("orgs daemon status", "orgs daemon status --format json");
  }

  @Override
  public Integer call() {
    DaemonFolder folder = RunningDaemon.of(context).folder();
    Optional<DaemonState> running = folder.running();
    if (running.isEmpty()) {
      throw none();
    }
    DaemonState state = running.get();
    Figures figures;
    try {
      figures = folder.figures();
    } catch (IOException e) {
      // It has just ended.
      throw none();
    }
    context
        .rows()
        .print(
            COLUMNS,
            rows -> {
              rows.add("pid", String.valueOf(state.pid()));
              rows.add("started", text(state.started()));
              rows.add("commands", String.valueOf(figures.commands()));
              rows.add("running", String.valueOf(figures.running()));
              rows.add("idle_until", text(figures.idleUntil()));
              rows.add("memory", state.memory() / KB_IN_MB + " MB");
              rows.add("version", state.version());
            });
    return ExitCode.OK;
  }

  private static CliException none() {
    return new CliException(
        ExitCode.NOT_FOUND, "no daemon is running", "orgs daemon start starts one");
  }

  private static String text(Optional<Instant> time) {
    return time.map(known -> known.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
  }
}
