package orgs.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Other programs. */
public final class Programs {

  private Programs() {}

  /**
   * What to put before a command, so that Ctrl-C ends it: where the tests run in the background it
   * is ignored, by all that they start, too.
   */
  public static List<String> interruptible() {
    List<String> prefix = List.of("env", "--default-signal=INT");
    return runs("env", "--default-signal=INT", "true") ? prefix : List.of();
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
      ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
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
    Eventually.value("no process with " + variable, () -> pidsWith(variable), List::isEmpty);
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
