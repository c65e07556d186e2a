package orgs.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code orgs} in a process of its own with a heap of 32 MiB; stdout is a pipe. */
public final class OrgsProcess implements AutoCloseable {

  /** A system property: it looks more often than usual whether the server has fallen silent. */
  public static final String WATCHFUL =
      "orgs.server-watch.millis=" + Effort.of("watch-millis", 300);

  private static final int SIGQUIT = 3;

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final TestOrgs orgs;
  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private OrgsProcess(TestOrgs orgs, Process process, Path err) {
    this.orgs = orgs;
    this.process = process;
    this.err = err;
    this.out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 64);
  }

  /** Starts it on the same schema. */
  public static OrgsProcess start(TestOrgs orgs, String... arguments) throws IOException {
    return start(orgs, Redirect.PIPE, command(orgs, arguments));
  }

  /**
   * Starts it on the same schema, with a system property.
   *
   * @param property {@code NAME=VALUE}
   */
  public static OrgsProcess startWith(String property, TestOrgs orgs, String... arguments)
      throws IOException {
    List<String> command = java(arguments);
    command.add(command.indexOf("-cp"), "-D" + property);
    return start(orgs, Redirect.PIPE, command);
  }

  /** Starts it on the same schema, its stdin redirected from a file. */
  public static OrgsProcess startFrom(Path stdin, TestOrgs orgs, String... arguments)
      throws IOException {
    return start(orgs, Redirect.from(stdin.toFile()), command(orgs, arguments));
  }

  /** Starts it as a shell does that reads these words, which may be redirections. */
  public static OrgsProcess startByShell(TestOrgs orgs, String words) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + words, "sh"));
    command.addAll(command(orgs));
    return start(orgs, Redirect.PIPE, command);
  }

  /** By the launcher, it has the heap of the daemon. */
  private static List<String> command(TestOrgs orgs, String... arguments) throws IOException {
    return Launcher.isWanted() ? Launcher.command(orgs, arguments) : java(arguments);
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>(Programs.withDefaultSignals());
    command.add(JAVA);
    command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Dorgs.terminal=000"));
    // Only the class path of the tests has a part of SLF4J.
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.addAll(ProcessClasses.options());
    command.add("orgs.Main");
    command.addAll(List.of(arguments));
    return command;
  }

  private static OrgsProcess start(TestOrgs orgs, Redirect stdin, List<String> command)
      throws IOException {
    Path err = Files.createTempFile(Path.of("target"), "stderr-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(stdin).redirectError(Redirect.to(err.toFile()));
    builder.environment().putAll(orgs.environment());
    if (Launcher.isWanted()) {
      builder.environment().putAll(Launcher.environment(orgs));
    }
    return new OrgsProcess(orgs, builder.start(), err);
  }

  /** What it writes. Closed, it is a reader that went away. */
  public BufferedReader out() {
    return out;
  }

  /** Gives it a line to read. */
  public void type(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** SIGINT, as Ctrl-C sends it. */
  public void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
  }

  /** SIGTERM or SIGKILL, without waiting for anything. */
  public void signal(boolean softly) throws IOException {
    String signal = softly ? "-TERM" : "-KILL";
    new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
  }

  /** Another signal, by its name; returns when it was sent. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** What it wrote to stderr. */
  public String err() throws IOException {
    return Files.readString(err);
  }

  /** Waits for its end. */
  public int exit() throws InterruptedException {
    return Eventually.exit(process);
  }

  /** Waits for its end: what it wrote and its exit code. */
  public Result result() throws IOException, InterruptedException {
    StringWriter text = new StringWriter();
    out.transferTo(text);
    return new Result(exit(), text.toString(), err());
  }

  /** Waits until one of its threads is in a method, which is named as a thread dump names it. */
  public void awaitThreadIn(String method) {
    String program = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
    Eventually.value("a thread in " + method, () -> dump(program), dump -> dump.contains(method));
  }

  /** Its threads; nothing where it can't be asked yet. */
  private String dump(String jstack) throws IOException {
    long pid = pidOfJava();
    // jstack sends SIGQUIT, which ends a JVM that has just begun.
    return handlesQuit(pid) ? Programs.run(Map.of(), jstack + " " + pid).out() : "";
  }

  /** Of the daemon, unless the launcher has become Java itself. */
  private long pidOfJava() {
    boolean cold = process.info().command().orElse("").endsWith("java");
    return cold || !Launcher.isWanted() ? process.pid() : Launcher.daemon(orgs);
  }

  private static boolean handlesQuit(long pid) throws IOException {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigCgt:"))
            .map(line -> new BigInteger(line.substring("SigCgt:".length()).strip(), 16))
            .anyMatch(caught -> caught.testBit(SIGQUIT - 1));
  }

  /** What it reads. */
  public OutputStream in() {
    return process.getOutputStream();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM; returns the exit code. */
  public int terminate() throws InterruptedException {
    // The process's own method closes its stdin, too.
    process.toHandle().destroy();
    return exit();
  }

  /** SIGKILL; returns when the server has noticed, too. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    orgs.awaitNoSession();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
    Files.deleteIfExists(err);
  }
}
