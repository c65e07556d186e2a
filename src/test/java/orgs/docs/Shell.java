package orgs.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import orgs.testing.Eventually;
import orgs.testing.Launcher;
import orgs.testing.TestOrgs;

/**
 * A shell in a folder of its own, where {@code orgs} is the built distribution and its database is
 * the tests' server.
 *
 * <p>What it shows is kept in a file. {@code orgs} takes this file for a terminal, so that it gets
 * tables, and pipes and other files get what they get elsewhere. That goes for stdout only:
 * progress on stderr would come and go with the time a command takes.
 */
final class Shell {

  /** Of that terminal. */
  static final int WIDTH = 100;

  private static final String ORGS =
      """
      #!/bin/sh
      [ /dev/fd/1 -ef "$SCREEN" ] && terminals=010 || terminals=000
      ORGS_JAVA_OPTS="-Dorgs.terminal=$terminals -Dorgs.columns=$COLUMNS"
      export ORGS_JAVA_OPTS
      exec "$DISTRIBUTION/bin/orgs" "$@"
      """;

  private final Path folder;
  private final Path screen;
  private final Map<String, String> environment;

  /** What a command showed, stdout and stderr as they came, and its exit code. */
  record Shown(int exit, String text) {}

  /** Starts in this empty folder, on the database of these tests. */
  Shell(Path folder, TestOrgs orgs) throws IOException {
    this.folder = folder;
    this.screen = Files.createFile(folder.resolve(".screen"));
    this.environment = environment(orgs);
    environment.put("SCREEN", screen.toString());
    environment.put("COLUMNS", String.valueOf(WIDTH));
    environment.put("PATH", folder + ":" + System.getenv("PATH"));
    Path program = Files.writeString(folder.resolve("orgs"), ORGS);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The distribution that the build made. */
  static Path distribution() {
    return Path.of(System.getProperty("orgs.distribution"));
  }

  /** The environment for a process on the database of these tests, with nothing of the user's. */
  static Map<String, String> environment(TestOrgs orgs) throws IOException {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(
            name ->
                name.matches("(ORGS_(?!CI_RUN|CLASS_ARCHIVE)|PG|XDG_).*|DATABASE_URL|TERM|LC_.*"));
    environment.putAll(orgs.environment());
    environment.put("DISTRIBUTION", distribution().toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("NO_COLOR", "1");
    Launcher.startIfWanted(distribution().resolve("bin/orgs"), environment);
    return environment;
  }

  /** Runs a command line and waits for its end. */
  Shown run(String command) {
    try {
      Files.writeString(screen, "");
      ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(screen.toFile()))
              .start();
      process.getOutputStream().close();
      return new Shown(Eventually.exit(process), Files.readString(screen));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
