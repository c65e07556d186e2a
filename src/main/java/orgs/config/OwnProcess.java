package orgs.config;

/**
 * Thrown where a command needs a process of its own: it starts other programs, for instance, which
 * inherit the terminal. A daemon then leaves the command to its client. An error, not an exception,
 * so that nothing takes it for a failure of the command.
 */
public final class OwnProcess extends Error {

  private static final long serialVersionUID = 1L;

  private OwnProcess() {
    super("the command needs a process of its own", null, false, false);
  }

  /**
   * Does nothing in a process of the command's own.
   *
   * @throws OwnProcess in a daemon
   */
  public static void require() {
    if (WorkingDirectory.decline()) {
      throw new OwnProcess();
    }
  }
}
