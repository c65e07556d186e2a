package orgs.cli.session;

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
 * Drafts that a killed process left behind. Whoever writes one holds a lock on it, which goes with
 * his process however that ends, so that a draft without a lock is nobody's.
 */
final class AbandonedDrafts {

  /** A younger one may have been created just now, and be locked next. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private AbandonedDrafts() {}

  /** Deletes those in this folder that whoever runs this may write. */
  static void deleteIn(Path folder) {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, DraftFile.PREFIX + "*")) {
      for (Path draft : drafts) {
        if (DraftFile.isName(draft.getFileName().toString())) {
          deleteUnlessHeld(draft);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They stay for another time: what is to be written now matters more.
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
      // Somebody else's, or held by this very process.
      return;
    }
  }
}
