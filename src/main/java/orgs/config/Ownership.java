package orgs.config;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds out whether another user can have put a file in its place. A safe one belongs to the user,
 * and so do the directories above it, or they are root's; others can write in none of them. As in a
 * home directory, one above may be like {@code /tmp}, where each user can only replace his own
 * files (the sticky bit).
 */
public final class Ownership {

  private static final int GROUP = 0070;
  private static final int OTHERS = 0007;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int STICKY = 01000;

  private static final long ROOT = 0;

  private Ownership() {}

  /** Says what is wrong with a file or directory itself, or returns null. */
  public static String problemOf(Path path) throws IOException {
    Entry entry = Entry.of(path);
    if (!entry.isOurs()) {
      return path + " belongs to another user";
    }
    return entry.othersWrite() ? path + " can be written by others" : null;
  }

  /** Says what is wrong with a file that may also be root's, or returns null. */
  static String problemOfOursOrRoots(Path path) throws IOException {
    Entry entry = Entry.of(path);
    return entry.isOursOrRoots() && !entry.othersWrite() ? null : problemOf(path);
  }

  /** Whether others can read or change a file in any way. Root's own may be its group's. */
  static boolean isShared(Path path, boolean groupOfRoots) throws IOException {
    Entry entry = Entry.of(path);
    int shared = groupOfRoots && entry.uid == ROOT ? OTHERS | GROUP_WRITES : OTHERS | GROUP;
    return (entry.mode & shared) != 0;
  }

  /** Says why another user could put another file in its place, or returns null. */
  public static String problemAbove(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    String problem = problemOnTheWay(absolute);
    Path real = absolute.toRealPath();
    return problem != null || real.equals(absolute) ? problem : problemOnTheWay(real);
  }

  private static String problemOnTheWay(Path path) throws IOException {
    for (Path above = path; above != null; above = above.getParent()) {
      if (Files.isSymbolicLink(above) && !Entry.ofLink(above).isOursOrRoots()) {
        return above + " is another user's link";
      }
      Entry entry = Entry.of(above);
      boolean replaceable = entry.othersWrite() && !entry.isSticky();
      if (!entry.isOursOrRoots() || replaceable) {
        return path
            + " could be replaced by others: "
            + above
            + (replaceable ? " can be written by them" : " belongs to another user");
      }
    }
    return null;
  }

  /** The owner of something, and the users that may write in it. */
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
      return uid == ROOT || isOurs();
    }

    /** Many systems give each user a group with the same number. */
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
