package orgs.cli.session;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import orgs.config.OwnProcess;
import orgs.config.WorkingDirectory;

/**
 * The program that shows text screen by screen, as git and psql have one: {@code ORGS_PAGER}, else
 * {@code PAGER}, else less. While it runs, Ctrl-C is its own.
 */
final class Pager {

  /** What git says to less: leave where all fits, keep colours, cut lines, keep the screen. */
  private static final String LESS = "FRSX";

  private static final String USUAL = "less";

  /** What a shell ends with that can't run a program. */
  private static final int NOT_RUNNABLE = 126;

  private static final int NOT_FOUND = 127;

  /** For a program that was asked to end, to put the terminal in order. */
  private static final int LONGEST_END_SECONDS = 1;

  private final String command;
  private final Process process;
  private final Object formerInterrupt;

  private Pager(String command, Process process, Object formerInterrupt) {
    this.command = command;
    this.process = process;
    this.formerInterrupt = formerInterrupt;
  }

  /** What was chosen, or else the usual program; an empty text where there is to be none. */
  static String chosen(Map<String, String> environment) {
    String own = environment.get("ORGS_PAGER");
    String command = own == null ? environment.getOrDefault("PAGER", USUAL) : own;
    return command.equals("cat") ? "" : command.strip();
  }

  /** Whether there is such a program, as far as that can be told of a command of the shell. */
  static boolean isThere(String command, Map<String, String> environment) {
    String program = command.split("[ \t]", 2)[0];
    if (!program.matches("[A-Za-z0-9_./+-]+")) {
      return true;
    }
    if (program.contains("/")) {
      return isProgram(Path.of(program));
    }
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      if (isProgram(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isProgram(Path path) {
    Path program = WorkingDirectory.resolve(path);
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }

  /** Starts it on the terminal. */
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

  /** What it reads. */
  OutputStream in() {
    return process.getOutputStream();
  }

  /** Something to do when it has ended, on another thread also if that was before. */
  void onEnd(Runnable action) {
    process.onExit().thenRunAsync(action);
  }

  /**
   * There is nothing more to read; waits for its end.
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

  /** Asks it to end, and gives it a moment. For another thread. */
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
