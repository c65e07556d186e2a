package orgs.daemon;

/** A client has something that its command can only be given by a process of its own. */
final class NotReachable extends Exception {

  private static final long serialVersionUID = 1L;

  NotReachable(String reason) {
    super(reason, null, false, false);
  }
}
