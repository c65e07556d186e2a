package orgs.cli.command.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import orgs.cli.files.IoReason;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.daemon.DaemonControl;
import orgs.daemon.DaemonFolder;

/** The daemon of the user who runs a command. */
public final class RunningDaemon {

  /** The directory of the distribution, as the launcher found it. */
  private static final String HOME = "orgs.home";

  private final Context context;
  private final DaemonFolder folder;
  private final DaemonControl control;

  private RunningDaemon(Context context) {
    this.context = context;
    this.folder = DaemonFolder.of(context.console().environment());
    this.control = new DaemonControl(folder);
  }

  public static RunningDaemon of(Context context) {
    return new RunningDaemon(context);
  }

  DaemonFolder folder() {
    return folder;
  }

  /**
   * Starts it.
   *
   * @return whether it was started: not where it ran
   */
  boolean start(Duration idle) {
    String home = System.getProperty(HOME);
    if (home == null) {
      throw new CliException(
          ExitCode.FAILURE,
          "can't start the daemon: orgs was not started by its launcher",
          "call bin/orgs of the distribution");
    }
    try {
      return control.start(Path.of(home), idle, context.console().environment());
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILURE,
          "can't start the daemon in " + folder.path() + ": " + IoReason.of(e),
          "commands work without it");
    }
  }

  /**
   * Stops it.
   *
   * @return whether there was one
   */
  boolean stop(boolean now) {
    try {
      return control.stop(now);
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILURE, "can't stop the daemon: " + IoReason.of(e), null);
    }
  }

  /** Stops it for a command that has more to stop. */
  public void stopIfThere() {
    if (stop(false)) {
      context.messages().say("the daemon was stopped");
    }
  }
}
