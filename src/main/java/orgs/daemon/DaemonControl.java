package orgs.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Starts and stops the daemon of a directory. */
public final class DaemonControl {

  /** What the launcher takes as its first argument in the process that becomes the daemon. */
  public static final String COMMAND = "__daemon";

  /** What the daemon prints when clients find it. */
  public static final String READY = "ready";

  /** What it prints when another one was quicker. */
  public static final String OTHER = "other";

  /** A daemon that works notices at once what it is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Longer than any signal takes to end a command. */
  private static final Duration LONGEST_END = Duration.ofSeconds(15);

  private static final long PAUSE_MILLIS = 5;

  /**
   * In a session without a terminal, where a signal to a script doesn't reach it. The process that
   * begins a session would get the first terminal that it opens for its own, so the daemon is its
   * child.
   */
  private static final String DETACH =
      "trap '' HUP INT QUIT; command -v setsid >/dev/null || exec \"$@\";"
          + " exec setsid sh -c '\"$@\"; exit' sh \"$@\"";

  private final DaemonFolder folder;

  public DaemonControl(DaemonFolder folder) {
    this.folder = folder;
  }

  /**
   * Starts one unless one runs, in place of one of another build.
   *
   * @param home the directory of the distribution
   * @param idle after this time without a command it ends
   * @return whether it was started
   * @throws IOException when it could not be started, with what it said
   */
  public boolean start(Path home, Duration idle, Map<String, String> environment)
      throws IOException {
    folder.create();
    try {
      Optional<DaemonState> running = folder.running();
      if (running.isPresent()) {
        if (running.get().build().equals(Build.checksum(home))) {
          return false;
        }
        stop(false);
      }
      return launch(home, idle, environment);
    } finally {
      Files.deleteIfExists(folder.starting());
    }
  }

  private boolean launch(Path home, Duration idle, Map<String, String> environment)
      throws IOException {
    String launcher = home.resolve("bin/orgs").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh", "-c", DETACH, "sh", launcher, COMMAND, String.valueOf(idle.toMillis()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .directory(folder.path().toFile())
        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
        .redirectError(folder.log().toFile());
    Process process = builder.start();
    String said;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      said = lines.readLine();
    }
    if (READY.equals(said)) {
      return true;
    }
    if (OTHER.equals(said)) {
      await(PATIENCE, () -> folder.running().isPresent());
      return false;
    }
    throw new IOException(Files.readString(folder.log()).strip());
  }

  /**
   * Stops it, and waits for its end. One that doesn't answer is killed.
   *
   * @param now whether what runs in it is interrupted
   * @return whether there was one
   */
  public boolean stop(boolean now) throws IOException {
    Optional<ProcessHandle> holder = folder.holder();
    if (holder.isEmpty()) {
      return false;
    }
    ProcessHandle process = holder.get();
    boolean answers = tell(now ? "stop now" : "stop", process);
    boolean ended = !process.isAlive();
    if (answers && !ended) {
      ended = await(now ? LONGEST_END : null, () -> !process.isAlive());
    }
    if (!ended) {
      process.destroyForcibly();
      await(PATIENCE, () -> !process.isAlive());
      folder.clear();
    }
    return true;
  }

  private boolean tell(String line, ProcessHandle process) throws IOException {
    if (!Files.exists(folder.requests())) {
      return await(PATIENCE, () -> Files.exists(folder.requests()) || !process.isAlive())
          && (!process.isAlive() || tell(line, process));
    }
    Figures figures = folder.figures();
    folder.send(line);
    return await(PATIENCE, () -> figures.isStopping() || !process.isAlive());
  }

  /**
   * Waits until this is so.
   *
   * @param longest or null, where there is no limit
   * @return whether it is
   */
  private static boolean await(Duration longest, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (longest != null && System.nanoTime() - begin > longest.toNanos()) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
