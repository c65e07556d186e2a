package orgs.cli;

import java.util.concurrent.Callable;
import orgs.database.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "drop",
    description = "Drop the schema with all organizations and members. No other schema is touched.",
    exitCodeList = {Usage.NOT_CONFIRMED},
    footer = {"  orgs db drop --schema trial --yes"})
final class DbDropCommand implements Callable<Integer> {

  private final Context context;

  @Mixin SchemaRemoval removal;

  DbDropCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Database database = context.connections().database();
    removal.run(context, database);
    context.say("schema " + database.settings().schema() + " is gone");
    return ExitCode.OK;
  }
}
