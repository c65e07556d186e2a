package orgs.cli.session;

import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;

/** Leave to do what can't be undone: given by {@code --yes}, or asked for on a terminal. */
public final class Confirmation {

  private static final String HINT = "nothing was done; --dry-run shows what would be";

  private final Arg<Boolean> yes;
  private final Arg<Boolean> dryRun;

  public Confirmation(Syntax syntax) {
    yes = syntax.flag("--yes", "Don't ask.");
    dryRun = syntax.flag("--dry-run", "Say what would be done, and do nothing.");
  }

  public boolean isDryRun() {
    return dryRun.value();
  }

  /** Whether the user must be asked. */
  public boolean isOpen() {
    return !yes.value() && !isDryRun();
  }

  /** Refuses where nobody can be asked. */
  public void requireSomebody(Context context, String what) {
    Question.requireSomebody(context, what, HINT);
  }

  /** Asks for the name. */
  public void ask(Context context, String what, String name) {
    requireSomebody(context, what);
    Question.ask(context, what, name);
  }
}
