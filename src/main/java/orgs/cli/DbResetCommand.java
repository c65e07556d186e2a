package orgs.cli;

import java.util.concurrent.Callable;
import orgs.database.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "reset",
    description = "Drop the schema with all organizations and members, and create it anew.",
    exitCodeList = {Usage.NOT_CONFIRMED},
    footer = {"  orgs db reset --schema trial --yes"})
final class DbResetCommand implements Callable<Integer> {

  private final Context context;

  @Mixin SchemaRemoval removal;

  DbResetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Database database = context.connections().database();
    removal.run(context, database);
    database.migrate();
    context.say("schema " + database.settings().schema() + " is new and empty");
    return ExitCode.OK;
  }
}
