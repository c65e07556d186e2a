package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Checks files that determine where a connection leads, whom it trusts, or how it logs in: a file
 * that another user can have written isn't read.
 */
final class OwnFile {

  private OwnFile() {}

  /**
   * Refuses a file that is neither ours nor root's, or that others can write or replace.
   *
   * @param what the name of the file's kind, for the message
   * @throws DatabaseException (USAGE)
   */
  static void require(Path file, String what) {
    try {
      refuseIf(what, Ownership.problemOfOursOrRoots(file));
      refuseIf(what, Ownership.problemAbove(file));
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(file, what, e);
    }
  }

  /**
   * Refuses a file of passwords that another user owns or can read.
   *
   * @throws DatabaseException (USAGE)
   */
  static void requireSecret(Path file, String what) {
    try {
      refuseIfShared(file, what, false);
      refuseIf(what, Ownership.problemOf(file));
      refuseIf(what, Ownership.problemAbove(file));
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(file, what, e);
    }
  }

  /**
   * Refuses a private key that others can read or replace. As in libpq, one that is root's may be
   * read by its group.
   *
   * @throws DatabaseException (USAGE)
   */
  static void requireKey(Path file, String what) {
    try {
      refuseIfShared(file, what, true);
    } catch (IOException | UnsupportedOperationException e) {
      throw unreadable(file, what, e);
    }
    require(file, what);
  }

  private static void refuseIfShared(Path file, String what, boolean groupOfRoots)
      throws IOException {
    if (Ownership.isShared(file, groupOfRoots)) {
      throw usage(
          what + " " + file + " can be read or changed by others", "run: chmod 600 " + file);
    }
  }

  private static void refuseIf(String what, String problem) {
    if (problem != null) {
      throw usage(
          what + " " + problem + "; it isn't used",
          "give yourself the file, and take the right to write from others");
    }
  }

  private static DatabaseException unreadable(Path file, String what, Exception e) {
    return usage("can't read " + what + " " + file, null, e);
  }
}
