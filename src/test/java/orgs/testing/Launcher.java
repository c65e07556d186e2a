package orgs.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import orgs.daemon.DaemonControl;
import orgs.daemon.DaemonFolder;

/**
 * {@code bin/orgs} beside the classes of this build: a distribution whose jar names them instead of
 * holding them. Only the launcher finds a daemon.
 */
public final class Launcher {

  /**
   * Set to 1, it has the tests that start a process, and those that run a command without a
   * terminal, go by a daemon.
   */
  private static final String SWITCH = "ORGS_TEST_WARM";

  /** Commands that no daemon runs. */
  private static final Set<String> OF_THEIR_OWN = Set.of("run", "db", "demo", "shell", "browse");

  private static final Path FOLDER = Path.of("target", "launcher").toAbsolutePath();

  private static final String ARCHIVE = "ORGS_CLASS_ARCHIVE";

  private static final Duration IDLE = Duration.ofMinutes(10);

  private static boolean made;
  private static boolean started;

  private Launcher() {}

  /** Whether all tests are to go by a daemon. */
  static boolean isWanted() {
    return "1".equals(System.getenv(SWITCH));
  }

  /**
   * Whether a daemon could run this command: it has no process of its own, and a process can have
   * its arguments, neither U+0000 nor half a character of UTF-16.
   */
  static boolean canTake(String... arguments) {
    List<String> words = List.of(arguments);
    return Collections.disjoint(words, OF_THEIR_OWN)
        && words.stream()
            .allMatch(
                word ->
                    word.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(word));
  }

  /** The program that people call: of the distribution, in the tests that come after it is made. */
  public static synchronized Path program() {
    String distribution = System.getProperty("orgs.distribution");
    if (distribution != null) {
      return Path.of(distribution, "bin", "orgs");
    }
    if (!made) {
      make(FOLDER);
      made = true;
    }
    return FOLDER.resolve("bin").resolve("orgs");
  }

  /** Another copy of it, with a build of its own. */
  public static Path copy(Path folder) {
    make(folder);
    return folder.resolve("bin").resolve("orgs");
  }

  private static void make(Path folder) {
    try {
      Path lib = Files.createDirectories(folder.resolve("lib"));
      Path bin = Files.createDirectories(folder.resolve("bin"));
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
      Path jar = lib.resolve("orgs.jar");
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream packed = new JarOutputStream(out, manifest)) {
        packed.finish();
      }
      Files.writeString(lib.resolve("orgs.jar.sha256"), "0123456789abcdef\n");
      Path program = bin.resolve("orgs");
      Files.copy(
          Path.of("src", "launcher", "orgs"),
          program,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      program.toFile().setExecutable(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not the tests themselves, whose libraries write to stderr. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
        // Only the tests have a part of SLF4J.
        .filter(entry -> !entry.contains("slf4j"))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }

  /** The variables with which it finds this Java, and those of the commands. */
  public static Map<String, String> environment(TestOrgs orgs) {
    Map<String, String> environment = new TreeMap<>(orgs.environment());
    environment.putIfAbsent("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(ARCHIVE, Objects.requireNonNullElse(System.getenv(ARCHIVE), "off"));
    return environment;
  }

  /** The words that run a command in the daemon, which is started before the first one. */
  static List<String> command(TestOrgs orgs, String... arguments) throws IOException {
    start(orgs);
    List<String> words = new ArrayList<>(Programs.withDefaultSignals());
    words.add(program().toString());
    words.addAll(List.of(arguments));
    return words;
  }

  /** The process of the daemon. */
  static long daemon(TestOrgs orgs) {
    return DaemonFolder.of(environment(orgs)).running().orElseThrow().pid();
  }

  private static void start(TestOrgs orgs) throws IOException {
    start(program(), environment(orgs));
  }

  /** Starts a daemon for commands of this program, if all tests are to go by one. */
  public static void startIfWanted(Path program, Map<String, String> environment)
      throws IOException {
    if (isWanted()) {
      start(program, environment);
    }
  }

  /**
   * Starts the only daemon, or another one after a test of {@code db stop}. Tests with a directory
   * of their own have none.
   */
  private static synchronized void start(Path program, Map<String, String> environment)
      throws IOException {
    if (!TestOrgs.HOME.equals(environment.get("ORGS_HOME"))) {
      return;
    }
    startDaemon(program, environment);
    if (!started) {
      started = true;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopDaemon(environment)));
    }
  }

  /** Starts a daemon, unless one runs, in less time than {@code orgs daemon start} takes. */
  public static void startDaemon(Path program, Map<String, String> environment) throws IOException {
    new DaemonControl(DaemonFolder.of(environment))
        .start(program.getParent().getParent(), IDLE, environment);
  }

  /** Stops it, as {@code orgs daemon stop --now} does. */
  public static void stopDaemon(Map<String, String> environment) {
    try {
      new DaemonControl(DaemonFolder.of(environment)).stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a command in the daemon.
   *
   * @param err gets what it writes to stderr as it comes
   */
  static Result run(TestOrgs orgs, InputStream in, ByteArrayOutputStream err, String... arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command(orgs, arguments));
      builder.environment().clear();
      builder.environment().putAll(environment(orgs));
      Process process = builder.start();
      begin(() -> feed(in, process));
      Thread errors = begin(() -> copy(process.getErrorStream(), err));
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = Eventually.exit(process);
      Eventually.ends(errors);
      return new Result(exit, out, err.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Thread begin(Runnable action) {
    Thread thread = new Thread(action);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void copy(InputStream from, OutputStream to) {
    try {
      from.transferTo(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void feed(InputStream in, Process process) {
    try (OutputStream stdin = process.getOutputStream()) {
      in.transferTo(stdin);
    } catch (IOException e) {
      // The command has ended before it read everything.
      return;
    }
  }
}
