package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.server.LocalServer;

public final class DbStartCommand implements Callable<Integer> {

  private final Context context;

  public DbStartCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Start the local database. Commands start it when they need it.")
        .examples("orgs db start");
  }

  @Override
  public Integer call() {
    LocalServer server = context.connection().database().localServer();
    LocalServer.Address address = server.start(context.messages()::say);
    context
        .messages()
        .say("the local database is running on " + address.host() + ":" + address.port());
    return ExitCode.OK;
  }
}
