package orgs.cli.files;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import orgs.cli.syntax.CliException;
import orgs.config.WorkingDirectory;

/** Symbolic links, which may lead to a file that doesn't exist yet. */
public final class Links {

  /** Linux follows so many links. */
  private static final int MOST = 40;

  private static final Path OWN_FILES = Path.of("/proc/self");

  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private Links() {}

  /**
   * The file that this name stands for: the end of a chain of links, or the name itself.
   *
   * @throws CliException (USAGE) when the links lead in a circle, or one can't be trusted
   */
  public static Path follow(Path file) throws IOException {
    return end(file, true);
  }

  /**
   * The number of the descriptor of this process that a name stands for, or null.
   *
   * @throws CliException (USAGE) when the links lead in a circle
   */
  public static String descriptor(Path file) throws IOException {
    Path end = end(file, false);
    boolean own =
        isOpenFile(end) && end.getParent().toRealPath().startsWith(OWN_FILES.toRealPath());
    return own ? end.getFileName().toString() : null;
  }

  private static Path end(Path file, boolean trusted) throws IOException {
    Path at = WorkingDirectory.resolve(file);
    for (int i = 0; Files.isSymbolicLink(at) && !isOpenFile(at); i++) {
      if (i == MOST) {
        throw CliException.usage(
            file + " is a symbolic link that leads in a circle", "name another file");
      }
      if (trusted) {
        requireTrusted(at);
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /** A file that a process has open: such a link leads there, whatever its text says. */
  static boolean isOpenFile(Path path) throws IOException {
    Path parent = WorkingDirectory.resolve(path).getParent();
    return parent != null
        && Files.isDirectory(parent)
        && parent.toRealPath().toString().matches("/proc/.*/fd");
  }

  /**
   * Refuses a link that the kernel refuses with fs.protected_symlinks: in a directory in which
   * every user may make links, such as /tmp, only the user's own and its owner's are followed.
   */
  private static void requireTrusted(Path link) throws IOException {
    Map<String, Object> folder = Files.readAttributes(link.getParent(), "unix:uid,mode");
    int mode = (Integer) folder.get("mode");
    if ((mode & STICKY) == 0 || (mode & OTHERS_WRITE) == 0) {
      return;
    }
    Object owner = Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(folder.get("uid")) && !owner.equals((int) new UnixSystem().getUid())) {
      throw CliException.usage(
          link + " is another user's symbolic link; it isn't followed", "name another file");
    }
  }
}
