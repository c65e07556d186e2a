package orgs.cli.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Drafts that a killed process left behind. The process that writes a draft holds a lock on it,
 * which the system releases however the process ends, so that a draft without a lock is abandoned.
 */
final class AbandonedDrafts {

  /** A draft younger than this may have been created just now, and be locked next. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private AbandonedDrafts() {}

  /** Deletes the abandoned drafts in this directory that the user may write. */
  static void deleteIn(Path folder) {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, DraftFile.PREFIX + "*")) {
      for (Path draft : drafts) {
        if (DraftFile.isName(draft.getFileName().toString())) {
          deleteUnlessHeld(draft);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The drafts stay for another time: the file that is to be written now matters more.
      return;
    }
  }

  private static void deleteUnlessHeld(Path draft) {
    try {
      FileTime changed = Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS);
      if (!Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)
          || changed.toInstant().isAfter(Instant.now().minus(YOUNG))) {
        return;
      }
      try (FileChannel channel =
          FileChannel.open(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (channel.tryLock() != null) {
          Files.deleteIfExists(draft);
        }
      }
    } catch (IOException | RuntimeException e) {
      // The draft is another user's, or held by this very process.
      return;
    }
  }
}
