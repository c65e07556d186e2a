package orgs.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Other programs. */
public final class Programs {

  private static final int LOOKS = 3;

  private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal");

  /** Empty where env is too old for it. */
  private static final List<String> WITH_DEFAULT_SIGNALS =
      runs("env", "--default-signal", "true") ? DEFAULT_SIGNALS : List.of();

  private Programs() {}

  /**
   * What to put before a command, so that signals do to it what they do to a person's command. A
   * build that runs in the background or under nohup ignores SIGINT or SIGHUP, and everything that
   * it starts inherits that.
   */
  public static List<String> withDefaultSignals() {
    return WITH_DEFAULT_SIGNALS;
  }

  /** Whether this program is there and content. */
  public static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs a command of sh to its end and returns its exit code, stdout and stderr. */
  public static Result run(Map<String, String> environment, String command) throws IOException {
    Path out = Files.createTempFile(Path.of("target"), "out", null);
    Path err = Files.createTempFile(Path.of("target"), "err", null);
    try {
      List<String> words = new ArrayList<>(withDefaultSignals());
      words.addAll(List.of("sh", "-c", command));
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      return new Result(Eventually.exit(process), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Waits until no process has this in its environment: {@code NAME=VALUE}. */
  public static void awaitNoneWith(String variable) {
    int[] empty = new int[1];
    // A process that is just becoming another program has no environment for a moment.
    Eventually.value(
        "no process with " + variable,
        () -> pidsWith(variable),
        found -> (empty[0] = found.isEmpty() ? empty[0] + 1 : 0) > LOOKS);
  }

  private static List<Path> pidsWith(String variable) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
          .filter(folder -> environment(folder).contains(variable))
          .toList();
    }
  }

  private static List<String> environment(Path process) {
    try {
      return List.of(
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1).split("\0"));
    } catch (IOException e) {
      return List.of(); // It has ended, or is somebody else's.
    }
  }
}
