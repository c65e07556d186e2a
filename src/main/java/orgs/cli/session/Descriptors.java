package orgs.cli.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import orgs.cli.syntax.CliException;

/**
 * The descriptors that were open when the process began, as far as the launcher tells: all others
 * are Java's own files.
 */
final class Descriptors {

  private static final String OPEN = "orgs.descriptors";

  private Descriptors() {}

  /**
   * Refuses the name of a descriptor that nobody opened for us.
   *
   * @throws CliException (USAGE) for such a name
   */
  static void requireOpen(Path file) {
    String open = System.getProperty(OPEN);
    try {
      String number = open == null ? null : Links.descriptor(file);
      if (number != null && !List.of(open.split(",")).contains(number)) {
        throw CliException.usage(
            file + " is not open", "nothing was done; name a file, or let the shell open it");
      }
    } catch (IOException e) {
      // Opening it will tell why it can't be looked at.
      return;
    }
  }
}
