package orgs.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.utils.ScreenTerminal;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.Programs;
import orgs.testing.TestOrgs;

/** A real terminal, made by util-linux's {@code script}, with a command of the shell in it. */
final class Terminal implements AutoCloseable {

  private static final int ROWS = 24;

  private final Process process;
  private final StringBuilder screen = new StringBuilder();
  private final Thread reader;
  private int columns;
  private int rows;

  /**
   * Starts, with 24 rows.
   *
   * @param command for sh
   * @param environment see {@link #environment}
   */
  Terminal(int columns, Map<String, String> environment, String command) throws IOException {
    this(columns, ROWS, environment, command);
  }

  /** Starts. */
  Terminal(int columns, int rows, Map<String, String> environment, String command)
      throws IOException {
    this.columns = columns;
    this.rows = rows;
    List<String> words = new ArrayList<>(Programs.withDefaultSignals());
    words.addAll(List.of("script", "--quiet", "--return", "--flush", "--command"));
    words.add("stty cols " + columns + " rows " + rows + "; " + command);
    words.add("/dev/null");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    process = builder.redirectErrorStream(true).start();
    reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  /** Skips the test where there is no {@code script}, or it is another one. */
  static void assumeThereIsOne() {
    assumeTrue(Programs.runs("script", "--version"), "no script of util-linux here");
  }

  /** A user's environment, with this orgs on the path and the tests' database behind it. */
  static Map<String, String> environment(TestOrgs orgs, Path home) throws IOException {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(
            name ->
                name.matches(
                    "(ORGS_(?!CI_RUN|CLASS_ARCHIVE)|PG|XDG_).*"
                        + "|DATABASE_URL|NO_COLOR|COLUMNS|LINES|TERM.*|LC_.*|PAGER|LESS.*|.*PROMPT.*|PS1"));
    environment.putAll(orgs.environment());
    environment.remove("NO_COLOR");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PATH", distribution().resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("HOME", home.toString());
    environment.put("SHELL", "/bin/sh");
    environment.put("LANG", "C.UTF-8");
    environment.put("TERM", "xterm");
    Launcher.startIfWanted(distribution().resolve("bin/orgs"), environment);
    return environment;
  }

  /** The distribution that the build made. */
  static Path distribution() {
    return Path.of(System.getProperty("orgs.distribution"));
  }

  /** Types. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits until this is on the screen, and returns all that is. */
  String await(String text) {
    return await(shown -> shown.contains(text), text);
  }

  /** Waits until the screen is so. */
  String await(Predicate<String> condition, String description) {
    return await(this::screen, condition, description);
  }

  /** Waits until what is shown is so. A command that has ended will show no more. */
  private <T> T await(Supplier<T> shown, Predicate<T> condition, String description) {
    return Eventually.value(
        description,
        () -> {
          boolean ended = !reader.isAlive();
          T now = shown.get();
          assertThat(!ended || condition.test(now))
              .as("%s, at the end of:%n%s", description, now)
              .isTrue();
          return now;
        },
        condition);
  }

  /** What was shown so far, with the escape sequences; lines end with {@code \n}. */
  String screen() {
    synchronized (screen) {
      return screen.toString().replace("\r\n", "\n");
    }
  }

  /** From here on the screen has another size, which whoever set it has told the command. */
  void resized(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
  }

  /** What a person sees now: the screen's lines, for a program that draws on all of it. */
  List<String> lines() {
    ScreenTerminal emulator = new ScreenTerminal(columns, rows);
    synchronized (screen) {
      emulator.write(screen);
    }
    return emulator.toString().lines().limit(rows).map(String::stripTrailing).toList();
  }

  /** Waits until a person sees this. */
  List<String> awaitLine(Predicate<String> condition, String description) {
    return awaitLines(lines -> lines.stream().anyMatch(condition), "line with " + description);
  }

  /** Waits until a person sees this. */
  List<String> awaitLine(String text) {
    return awaitLine(line -> line.contains(text), text);
  }

  /** Waits until the screen is so. */
  List<String> awaitLines(Predicate<List<String>> condition, String description) {
    return await(this::lines, condition, description);
  }

  /** Waits for the command's end and returns its exit code. */
  int exit() {
    try {
      if (!process.waitFor(Eventually.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still runs:\n" + screen());
      }
      Eventually.ends(reader);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    // Hangs up: what runs in the terminal gets SIGHUP.
    process.destroy();
  }

  private void read() {
    try (Reader shown = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      char[] buffer = new char[4096];
      int length;
      while ((length = shown.read(buffer)) >= 0) {
        synchronized (screen) {
          screen.append(buffer, 0, length);
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
