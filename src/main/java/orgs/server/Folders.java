package orgs.server;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates and deletes directories and files that only their owner may read. */
final class Folders {
  private static final int DELETE_TRIES = 50;
  private static final int DELETE_PAUSE_MILLIS = 100;

  private Folders() {}

  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Creates a directory and its parents, with mode 0700; leaves those that exist as they are. */
  static void create(Path folder) throws IOException {
    // createDirectories refuses a symbolic link to a folder.
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }
  }

  /**
   * Deletes a directory with its content, following no link; does nothing when it doesn't exist.
   * Tries for some seconds where an abandoned program still writes into it.
   */
  static void delete(Path folder) throws IOException {
    for (int tries = 1; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); tries++) {
      try {
        Files.walkFileTree(folder, new Deletion());
      } catch (DirectoryNotEmptyException e) {
        if (tries == DELETE_TRIES) {
          throw e;
        }
        Pause.millis(DELETE_PAUSE_MILLIS);
      }
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      return orGone(e);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      Files.deleteIfExists(folder);
      return orGone(e);
    }

    private static FileVisitResult orGone(IOException e) throws IOException {
      if (e == null || e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
