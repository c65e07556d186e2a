package orgs.cli;

import java.util.concurrent.Callable;
import orgs.database.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "drop",
    description = "Drop the schema with all organizations and members. No other schema is touched.",
    exitCodeList = {Usage.NOT_CONFIRMED},
    footer = {"  orgs db drop --schema trial --yes"})
final class DbDropCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--yes", description = "Don't ask.")
  boolean yes;

  DbDropCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Database database = context.connections().database();
    String schema = database.settings().schema();
    if (!yes) {
      String what = "drops schema '" + schema + "' with everything in it";
      Question.requireSomebody(context, what, "nothing was done");
      Question.ask(context, what, schema);
    }
    database.dropSchema();
    context.say("schema " + schema + " is gone");
    return ExitCode.OK;
  }
}
