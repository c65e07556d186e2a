package orgs.cli.shell;

import java.io.IOException;

/** Where the shell's commands come from. */
public interface CommandSource {

  /**
   * The next command, or null at the end.
   *
   * @param transaction how it stands with the transaction, for whoever is to be shown it
   */
  Entry next(TransactionState transaction) throws IOException;

  /**
   * A command as it was given.
   *
   * @param line where it begins, from 1; 0 where lines aren't counted
   * @param problem why it can't be run, or null
   */
  record Entry(long line, String text, String problem) {}
}
