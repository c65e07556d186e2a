package orgs.cli;

import orgs.database.Database;
import picocli.CommandLine.Option;

/** Drops the schema once it is clear that this is wanted. */
final class SchemaRemoval {

  @Option(names = "--yes", description = "Don't ask.")
  boolean yes;

  void run(Context context, Database database) {
    String schema = database.settings().schema();
    if (!yes) {
      String what = "drops schema '" + schema + "' with everything in it";
      Question.requireSomebody(context, what, "nothing was done");
      Question.ask(context, what, schema);
    }
    database.dropSchema();
  }
}
