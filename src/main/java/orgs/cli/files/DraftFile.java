package orgs.cli.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import orgs.output.IoAction;

/**
 * A file beside the one that it will replace. It has that file's mode, and its owner and group if
 * the user may give files away, which only root may; if it can't have the group, the group gets no
 * privileges.
 */
public final class DraftFile {

  private static final int ATTEMPTS = 8;

  /** The names of drafts begin with this, and sixteen hexadecimal digits follow. */
  static final String PREFIX = ".orgs-";

  private static final int DIGITS = 16;

  private static final Set<PosixFilePermission> OWN =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> GROUP =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path target;
  private final Path draft;
  private final FileChannel channel;
  private final OutputStream stream;

  private DraftFile(Path target, Path draft, FileChannel channel) {
    this.target = target;
    this.draft = draft;
    this.channel = channel;
    this.stream = Channels.newOutputStream(channel);
  }

  /** Creates a draft. It never opens a file that exists, which may be a link put there. */
  public static DraftFile of(Path target) throws IOException {
    AbandonedDrafts.deleteIn(target.toAbsolutePath().getParent());
    PosixFileAttributes replaced = attributes(target);
    for (int attempt = 1; ; attempt++) {
      Path draft = target.resolveSibling(newName());
      try {
        DraftFile created = new DraftFile(target, draft, create(draft, replaced));
        created.takeAfter(replaced);
        return created;
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static String newName() {
    byte[] random = new byte[DIGITS / 2];
    RANDOM.nextBytes(random);
    return PREFIX + HexFormat.of().formatHex(random);
  }

  static boolean isName(String name) {
    return name.startsWith(PREFIX)
        && name.length() == PREFIX.length() + DIGITS
        && name.chars().skip(PREFIX.length()).allMatch(HexFormat::isHexDigit);
  }

  /** The attributes to keep, or null if there is no such file. */
  private static PosixFileAttributes attributes(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    return view == null || !Files.exists(target) ? null : view.readAttributes();
  }

  private static FileChannel create(Path draft, PosixFileAttributes replaced) throws IOException {
    // No other user may open it before it has its mode.
    FileAttribute<?>[] attributes =
        replaced == null
            ? new FileAttribute<?>[0]
            : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWN)};
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileChannel channel = FileChannel.open(draft, options, attributes);
    try {
      channel.tryLock();
    } catch (IOException e) {
      // Some file systems have no locks: then it isn't taken for abandoned, either.
      return channel;
    }
    return channel;
  }

  private void takeAfter(PosixFileAttributes replaced) throws IOException {
    if (replaced == null) {
      return;
    }
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
      Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
      mode.addAll(replaced.permissions());
      PosixFileAttributes own = view.readAttributes();
      if (!own.group().equals(replaced.group())
          && !isGiven(() -> view.setGroup(replaced.group()))) {
        mode.removeAll(GROUP);
      }
      if (!own.owner().equals(replaced.owner())) {
        isGiven(() -> view.setOwner(replaced.owner()));
      }
      view.setPermissions(mode);
    } catch (IOException e) {
      stream.close();
      delete();
      throw e;
    }
  }

  /** Returns whether the user may give the file away. */
  private static boolean isGiven(IoAction giving) {
    try {
      giving.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public OutputStream stream() {
    return stream;
  }

  /** Waits until what was written is on the disk. */
  public void sync() throws IOException {
    channel.force(true);
  }

  /** Replaces the other file. The draft has to be closed. */
  public void publish() throws IOException {
    Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Takes the name, if no file has it or that file is empty. The draft has to be closed.
   *
   * @return whether it did
   */
  public boolean publishNew() throws IOException {
    try {
      // A link, unlike a move, never replaces.
      Files.createLink(target, draft);
      delete();
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(target) || Files.size(target) > 0) {
        return false;
      }
    } catch (UnsupportedOperationException | FileSystemException e) {
      // There are no hard links here; this is as good, except between the look and the move.
      if (Files.exists(target) && Files.size(target) > 0) {
        return false;
      }
    }
    publish();
    return true;
  }

  /** Removes the draft, if it is still there. */
  public void delete() throws IOException {
    Files.deleteIfExists(draft);
  }
}
