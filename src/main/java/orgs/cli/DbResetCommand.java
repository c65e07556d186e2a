package orgs.cli;

import java.util.concurrent.Callable;
import orgs.database.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "reset",
    description = "Drop the schema with all organizations and members, and create it anew.",
    exitCodeList = {Usage.NOT_CONFIRMED},
    footer = {"  orgs db reset --schema trial --yes"})
final class DbResetCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--yes", description = "Don't ask.")
  boolean yes;

  DbResetCommand(Context context) {
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
    database.migrate();
    context.say("schema " + schema + " is new and empty");
    return ExitCode.OK;
  }
}
