package orgs.cli.rows;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import orgs.cli.console.Programs;
import orgs.config.OwnProcess;

/**
 * The program that shows text screen by screen, as git and psql have one: {@code ORGS_PAGER},
 * otherwise {@code PAGER}, otherwise less. While it runs, Ctrl-C is for the pager.
 */
final class Pager {

  /**
   * The options that git gives less: quit if all fits, keep colours, cut lines, keep the screen.
   */
  private static final String LESS = "FRSX";

  private static final String USUAL = "less";

  /** The exit code of a shell that can't run a program. */
  private static final int NOT_RUNNABLE = 126;

  private static final int NOT_FOUND = 127;

  /** The time that a program has to restore the terminal when it was asked to end. */
  private static final int LONGEST_END_SECONDS = 1;

  private final String command;
  private final Process process;
  private final Object formerInterrupt;

  private Pager(String command, Process process, Object formerInterrupt) {
    this.command = command;
    this.process = process;
    this.formerInterrupt = formerInterrupt;
  }

  /** Returns the chosen program, otherwise the usual one; "" if there is to be none. */
  static String chosen(Map<String, String> environment) {
    String own = environment.get("ORGS_PAGER");
    String command = own == null ? environment.getOrDefault("PAGER", USUAL) : own;
    return command.equals("cat") ? "" : command.strip();
  }

  /** Whether the program of a shell command exists, as far as the command shows it. */
  static boolean isThere(String command, Map<String, String> environment) {
    String program = command.split("[ \t]", 2)[0];
    if (!program.matches("[A-Za-z0-9_./+-]+")) {
      return true;
    }
    return program.contains("/")
        ? Programs.isProgram(Path.of(program))
        : Programs.find(program, environment) != null;
  }

  /** Starts a pager on the terminal. */
  static Pager start(String command, Map<String, String> environment) throws IOException {
    OwnProcess.require();
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putIfAbsent("LESS", LESS);
    Process process =
        builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT).start();
    // A handler, not to ignore it: that would be inherited.
    return new Pager(command, process, Signals.register("INT", () -> {}));
  }

  String command() {
    return command;
  }

  OutputStream in() {
    return process.getOutputStream();
  }

  /** Runs an action when the pager has ended, always on another thread. */
  void onEnd(Runnable action) {
    process.onExit().thenRunAsync(action);
  }

  /**
   * Closes the input of the pager and waits for its end.
   *
   * @return whether it could be run at all
   */
  boolean await() {
    try {
      in().close();
    } catch (IOException e) {
      // It has ended, and what was still to be read with it.
    }
    boolean interrupted = false;
    while (true) {
      try {
        int code = process.waitFor();
        Signals.unregister("INT", formerInterrupt);
        return code != NOT_RUNNABLE && code != NOT_FOUND;
      } catch (InterruptedException e) {
        interrupted = true;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Asks the pager to end, and gives it a moment. For another thread. */
  void end() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
