package orgs.server;

import java.io.IOException;
import java.nio.file.Path;
import orgs.config.DatabaseException;
import orgs.config.Ownership;

/**
 * Refuses directories in which another user can have put a file: programs are started from there,
 * and a password is read.
 */
final class OwnFolder {

  private static final String HINT = "set ORGS_HOME to a folder of your own";

  private OwnFolder() {}

  /**
   * Refuses a directory that isn't safe.
   *
   * @throws DatabaseException (LOCAL) when another user owns it or can write in it, or could put
   *     another in its place
   */
  static void require(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    requireItself(absolute);
    refuseIf(Ownership.problemAbove(absolute));
  }

  /** Refuses a file or directory in a safe directory that isn't safe itself. */
  static void requireItself(Path path) throws IOException {
    refuseIf(Ownership.problemOf(path));
  }

  private static void refuseIf(String problem) {
    if (problem != null) {
      throw DatabaseException.local(problem + "; it isn't used", HINT);
    }
  }
}
