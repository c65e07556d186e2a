package orgs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The class path of the processes that tests start, with an archive of the classes on it, which
 * saves most of the time that a start takes. The launcher does the same for users. An archive needs
 * jars, so the classes of this build are put into one.
 */
final class ProcessClasses {

  private static final Path FOLDER = Path.of("target", "processes").toAbsolutePath();

  private static final Path LIST = Path.of("src", "launcher", "java-17.classes");

  /** What Java takes from here; made once in a run of the tests. */
  private static final List<String> OPTIONS = make();

  private ProcessClasses() {}

  static List<String> options() {
    return OPTIONS;
  }

  private static List<String> make() {
    try {
      Files.createDirectories(FOLDER);
      List<String> options = new ArrayList<>(List.of("-cp", jar() + ":" + libraries()));
      Path archive = FOLDER.resolve("classes.jsa");
      Files.deleteIfExists(archive);
      if (dump(archive, options)) {
        options.addAll(0, List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
      }
      return options;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar() {
    Path jar = FOLDER.resolve("orgs.jar");
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-c0Mf", jar.toString(), "-C", "target/classes", ".");
    if (code != 0) {
      throw new IllegalStateException("no " + jar);
    }
    return jar;
  }

  private static String libraries() {
    return String.join(
        ":",
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .filter(entry -> entry.endsWith(".jar"))
            .toList());
  }

  private static boolean dump(Path archive, List<String> classPath) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(OrgsProcess.JAVA, "-XX:+UseG1GC", "-Xshare:dump"));
    command.add("-XX:SharedClassListFile=" + LIST);
    command.add("-XX:SharedArchiveFile=" + archive);
    command.addAll(classPath);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      return Eventually.exit(process) == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
