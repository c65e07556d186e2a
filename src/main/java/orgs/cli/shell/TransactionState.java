package orgs.cli.shell;

/** The state of a transaction that begin opens. */
public enum TransactionState {
  /** None is open: every command is a transaction of its own. */
  NONE("> "),
  /** A transaction is open. */
  OPEN("*> "),
  /** The open transaction has failed and can only be undone. */
  FAILED("!> ");

  private final String mark;

  TransactionState(String mark) {
    this.mark = mark;
  }

  /** Returns the prompt, which shows the state as psql's does. */
  String prompt() {
    return "orgs" + mark;
  }
}
