package orgs.cli.shell;

/** How it stands with a transaction that somebody opened. */
public enum TransactionState {
  /** There is none: every command is one of its own. */
  NONE("> "),
  /** It is open. */
  OPEN("*> "),
  /** It is open, and nothing but its undoing is left. */
  FAILED("!> ");

  private final String mark;

  TransactionState(String mark) {
    this.mark = mark;
  }

  /** What a prompt shows of it, as psql's does. */
  String prompt() {
    return "orgs" + mark;
  }
}
