package orgs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Makes the launcher's archive of classes before the integration tests, which start hundreds of
 * processes. The launcher would make it beside them, with a low priority, and they would start
 * slowly until then.
 */
public final class ClassArchive implements TestExecutionListener {

  /** In the environment of the launcher and of what it leaves running. */
  private static final String MARK = "CLASS_ARCHIVE_OF_TESTS";

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    String distribution = System.getProperty("orgs.distribution");
    String archive = System.getenv("ORGS_CLASS_ARCHIVE");
    if (distribution != null && archive != null) {
      try {
        make(Path.of(distribution, "bin", "orgs"), Path.of(archive));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void make(Path launcher, Path archive) throws IOException, InterruptedException {
    Files.createDirectories(archive);
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--version");
    withoutNice(builder, Files.createDirectories(archive.resolveSibling("without-nice")));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put(MARK, archive.toString());
    Eventually.exit(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    Programs.awaitNoneWith(MARK + "=" + archive);
  }

  /**
   * Lets a program that is started with a low priority have the usual one. Beside a load it would
   * take longer than any test waits.
   *
   * @param folder for a program, which takes the place of {@code nice} unless there is one
   */
  public static void withoutNice(ProcessBuilder builder, Path folder) throws IOException {
    Path nice = folder.resolve("nice");
    if (Files.notExists(nice)) {
      // Not again: what was started before may just read it.
      Files.writeString(nice, "#!/bin/sh\nexec \"$@\"\n");
      Files.setPosixFilePermissions(nice, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    builder.environment().computeIfPresent("PATH", (name, path) -> folder + ":" + path);
  }
}
