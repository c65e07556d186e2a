package orgs.cli.session;

import orgs.cli.rows.RowOutput;

/** One attempt to run a command, which can be repeated unless something of it can't be undone. */
public final class Attempt {

  private final RowOutput rows;

  /** The attempt to run the script, if this runs its lines; otherwise null. */
  private final Attempt script;

  private boolean inputSpent;

  Attempt(RowOutput rows, Attempt script) {
    this.rows = rows;
    this.script = script;
  }

  /** Begins an attempt. */
  public void begin() {
    inputSpent = false;
    rows.begin();
  }

  /** Notes that something was read that can't be read again: standard input, a pipe. */
  public void spendInput() {
    inputSpent = true;
    if (script != null) {
      script.spendInput();
    }
  }

  /** Whether the command can run again as if nothing had been read or printed. */
  public boolean isRepeatable() {
    return !inputSpent && !rows.areSent();
  }
}
