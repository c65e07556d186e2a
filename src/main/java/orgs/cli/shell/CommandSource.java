package orgs.cli.shell;

import java.io.IOException;

/** The source of the shell's commands. */
public interface CommandSource {

  /**
   * Returns the next command, or null at the end.
   *
   * @param transaction the state that a prompt shows
   */
  Entry next(TransactionState transaction) throws IOException;

  /**
   * A command as it was given.
   *
   * @param line the number of its first line, from 1; 0 where lines aren't counted
   * @param problem why it can't be run, or null
   */
  record Entry(long line, String text, String problem) {}
}
