package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;

public final class DbResetCommand implements Callable<Integer> {

  private final Context context;
  private final Confirmation confirmation;

  public DbResetCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Drop the schema with all organizations and members, and create it again, in one"
                + " transaction.")
        .exitCodes(Usage.NOT_CONFIRMED)
        .examples("orgs db reset --schema trial --yes");
    confirmation = Confirmation.of(syntax);
  }

  @Override
  public Integer call() {
    DbDropCommand.drop(context, confirmation, true);
    return ExitCode.OK;
  }
}
