package orgs.cli.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import orgs.cli.syntax.CliException;
import orgs.config.WorkingDirectory;

/** Where a file is written that an option names. */
public final class WrittenFile {

  private WrittenFile() {}

  /** The file itself, where its name is a link. */
  public static Path follow(Path file) throws IOException {
    return Links.follow(file);
  }

  /**
   * The same, where there can be such a file.
   *
   * @param option that names it
   * @throws CliException (USAGE) where there can't
   */
  public static Path target(String option, Path file) throws IOException {
    if (Files.isDirectory(WorkingDirectory.resolve(file))) {
      throw CliException.usage(file + " is a folder", null);
    }
    Path target = Links.follow(file);
    if (!Files.isDirectory(target.getParent())) {
      throw CliException.usage("no folder " + target.getParent() + " for " + option, null);
    }
    return target;
  }

  /** Whether it is written as it is there: devices, pipes and open files can't be renamed over. */
  public static boolean isStream(Path target) throws IOException {
    return Files.exists(target) && (!Files.isRegularFile(target) || Links.isOpenFile(target));
  }

  /** Opens it as it is there. What is in it goes, unless another process has it open for us. */
  public static OutputStream open(Path target) throws IOException {
    return Files.isRegularFile(target) && Links.isOpenFile(target)
        ? Files.newOutputStream(target, StandardOpenOption.APPEND)
        : Files.newOutputStream(target);
  }
}
