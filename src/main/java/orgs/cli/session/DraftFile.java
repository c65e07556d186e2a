package orgs.cli.session;

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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file beside the one that it will become. It has that one's mode, but whoever writes it owns it.
 */
public final class DraftFile {

  private static final int ATTEMPTS = 8;

  private static final Set<PosixFilePermission> OWN =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

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

  /** Creates it, and never opens what is there already: somebody may have put a link there. */
  public static DraftFile of(Path target) throws IOException {
    Set<PosixFilePermission> mode = mode(target);
    for (int attempt = 1; ; attempt++) {
      String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
      Path draft = target.resolveSibling(".orgs-" + suffix);
      try {
        DraftFile created = new DraftFile(target, draft, create(draft, mode));
        created.setMode(mode);
        return created;
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Null where there is nothing to keep. */
  private static Set<PosixFilePermission> mode(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    return view == null || !Files.exists(target) ? null : view.readAttributes().permissions();
  }

  private static FileChannel create(Path draft, Set<PosixFilePermission> mode) throws IOException {
    // Nobody else may open it before it has its mode.
    FileAttribute<?>[] attributes =
        mode == null
            ? new FileAttribute<?>[0]
            : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWN)};
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return FileChannel.open(draft, options, attributes);
  }

  private void setMode(Set<PosixFilePermission> mode) throws IOException {
    if (mode == null) {
      return;
    }
    try {
      Files.setPosixFilePermissions(draft, mode);
    } catch (IOException e) {
      stream.close();
      delete();
      throw e;
    }
  }

  public OutputStream stream() {
    return stream;
  }

  /** Waits until what was written is on the disk. */
  public void sync() throws IOException {
    channel.force(true);
  }

  /** Takes the other one's place. It has to be closed. */
  public void publish() throws IOException {
    Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Takes the name, if nobody has it or the file there is empty. It has to be closed.
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
      // No hard links here; what follows is as good, but for the moment between look and move.
      if (Files.exists(target) && Files.size(target) > 0) {
        return false;
      }
    }
    publish();
    return true;
  }

  /** Removes it, if it is still there. */
  public void delete() throws IOException {
    Files.deleteIfExists(draft);
  }
}
