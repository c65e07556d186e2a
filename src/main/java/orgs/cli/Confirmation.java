package orgs.cli;

import picocli.CommandLine.Option;

/** Leave to do what can't be undone: given by {@code --yes}, or asked for on a terminal. */
final class Confirmation {

  private static final String HINT = "nothing was done; --dry-run shows what would be";

  @Option(names = "--yes", description = "Don't ask.")
  boolean yes;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  boolean dryRun;

  /** Whether the user must be asked. */
  boolean isOpen() {
    return !yes && !dryRun;
  }

  /** Refuses where nobody can be asked. */
  void requireSomebody(Context context, String what) {
    Question.requireSomebody(context, what, HINT);
  }

  /** Asks for the name. */
  void ask(Context context, String what, String name) {
    requireSomebody(context, what);
    Question.ask(context, what, name);
  }
}
