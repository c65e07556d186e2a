package orgs.server;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import orgs.config.DatabaseException;

/**
 * A folder in which nobody else can have put anything: programs are started from there, and a
 * password is read. It belongs to whoever runs this, and so do the folders above it, or they are
 * root's; others can write in none of them. As in a home directory, a folder above may be one like
 * {@code /tmp}, where everybody owns what he makes (the sticky bit).
 */
final class OwnFolder {

  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private static final String HINT = "set ORGS_HOME to a folder of your own";

  private OwnFolder() {}

  /**
   * Refuses a folder that isn't so.
   *
   * @throws DatabaseException (LOCAL) when somebody else owns it or can write in it, or could put
   *     another in its place
   */
  static void require(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    requireItself(absolute);
    requireAbove(absolute);
    Path real = absolute.toRealPath();
    if (!real.equals(absolute)) {
      requireAbove(real);
    }
  }

  /** The same of a file or folder in such a folder. */
  static void requireItself(Path path) throws IOException {
    Entry entry = Entry.of(path);
    if (!entry.isOurs()) {
      throw refused(path, "belongs to another user");
    }
    if (entry.othersWrite()) {
      throw refused(path, "can be written by others");
    }
  }

  private static void requireAbove(Path path) throws IOException {
    for (Path above = path; above != null; above = above.getParent()) {
      if (Files.isSymbolicLink(above) && !Entry.ofLink(above).isOursOrRoots()) {
        throw refused(above, "is another user's link");
      }
      Entry entry = Entry.of(above);
      boolean replaceable = entry.othersWrite() && !entry.isSticky();
      if (!entry.isOursOrRoots() || replaceable) {
        throw refused(
            path,
            "could be replaced by others: "
                + above
                + (replaceable ? " can be written by them" : " belongs to another user"));
      }
    }
  }

  private static DatabaseException refused(Path path, String reason) {
    return DatabaseException.local(path + " " + reason + "; it isn't used", HINT);
  }

  /** Who owns something, and who may write in it. */
  private record Entry(long uid, long gid, int mode) {

    static Entry of(Path path) throws IOException {
      return of(Files.readAttributes(path, "unix:uid,gid,mode"));
    }

    static Entry ofLink(Path path) throws IOException {
      return of(Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS));
    }

    private static Entry of(Map<String, Object> attributes) {
      return new Entry(
          Integer.toUnsignedLong((Integer) attributes.get("uid")),
          Integer.toUnsignedLong((Integer) attributes.get("gid")),
          (Integer) attributes.get("mode"));
    }

    boolean isOurs() {
      return uid == Self.UID;
    }

    boolean isOursOrRoots() {
      return uid == ServerUser.ROOT || isOurs();
    }

    /** Many systems give each user a group of his own, with his number. */
    boolean othersWrite() {
      return (mode & OTHERS_WRITE) != 0 || (mode & GROUP_WRITES) != 0 && gid != Self.UID;
    }

    boolean isSticky() {
      return (mode & STICKY) != 0;
    }
  }

  private static final class Self {
    static final long UID = new UnixSystem().getUid();
  }
}
