package orgs.cli.command.db;

import orgs.cli.session.Context;
import orgs.cli.session.Question;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.database.Database;

/** Drops the schema once it is clear that this is wanted. */
final class SchemaRemoval {

  private final Arg<Boolean> yes;

  SchemaRemoval(Syntax syntax) {
    yes = syntax.flag("--yes", "Don't ask.");
  }

  void run(Context context, Database database) {
    String schema = database.settings().schema();
    if (!yes.value()) {
      String what = "drops schema '" + schema + "' with everything in it";
      Question.requireSomebody(context, what, "nothing was done");
      Question.ask(context, what, schema);
    }
    database.dropSchema();
  }
}
