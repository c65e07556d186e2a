package orgs.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;
import orgs.config.DatabaseException;
import orgs.config.Home;

/**
 * The history of the shell, in a file that only its owner can read. A command that looks as if it
 * held a password is never kept.
 */
final class ShellHistory extends DefaultHistory {

  private static final Pattern SECRET =
      Pattern.compile(
          "://[^/\\s]*:[^/\\s]*@|pass(word|wd|phrase)?\\s*[=:]", Pattern.CASE_INSENSITIVE);

  /** Returns the file, which is created if it doesn't exist; null if it can't be created. */
  static Path file(Map<String, String> environment) {
    try {
      Path folder = Home.state(environment);
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path file = folder.resolve("history");
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      if (!Files.exists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
      }
      Files.setPosixFilePermissions(file, ownerOnly);
      return file;
    } catch (IOException | DatabaseException e) {
      // The shell works without a history, too.
      return null;
    }
  }

  @Override
  public void add(Instant time, String line) {
    if (!SECRET.matcher(line).find()) {
      super.add(time, line);
    }
  }
}
