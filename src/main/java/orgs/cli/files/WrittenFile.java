package orgs.cli.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import orgs.cli.syntax.CliException;
import orgs.config.WorkingDirectory;

/** A file that an option names, and a command writes. */
public final class WrittenFile {

  private WrittenFile() {}

  /**
   * The file that this name stands for, as {@link Links#follow} finds it.
   *
   * @param option the option that names it
   * @throws CliException (USAGE) if there can be no such file
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

  /** Whether the file itself is written: devices, pipes and open files can't be replaced. */
  public static boolean isStream(Path target) throws IOException {
    return Files.exists(target) && (!Files.isRegularFile(target) || Links.isOpenFile(target));
  }

  /** Opens the file itself. Its content is lost, unless another process has opened it for us. */
  public static OutputStream open(Path target) throws IOException {
    return Files.isRegularFile(target) && Links.isOpenFile(target)
        ? Files.newOutputStream(target, StandardOpenOption.APPEND)
        : Files.newOutputStream(target);
  }
}
