package orgs.cli.browse;

import orgs.cli.syntax.CliException;
import orgs.config.DatabaseException;
import orgs.store.model.StoreException;

/** Describes failures, each on one line. */
final class Failures {

  private Failures() {}

  static String text(RuntimeException e) {
    String hint = null;
    if (e instanceof StoreException store) {
      hint = store.hint();
    } else if (e instanceof CliException cli) {
      hint = cli.hint();
    } else if (e instanceof DatabaseException database) {
      hint = database.hint();
    } else {
      return "unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    return e.getMessage() + (hint == null ? "" : " (" + hint + ")");
  }
}
