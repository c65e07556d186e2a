package orgs.cli.command.db;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.database.ClientSettings;

public final class DbUrlCommand implements Callable<Integer> {

  private final Context context;

  public DbUrlCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Print the connection URL of the database, for psql and other programs.",
            "The schema is in its search_path, the password isn't in it: the local database's is"
                + " in a file that the URL names, which libpq reads. The local database is started"
                + " when it isn't running.")
        .examples("orgs db url", "orgs db url --schema trial");
  }

  @Override
  public Integer call() {
    ClientSettings settings = context.connection().database().clientSettings();
    context.rows().printWord("url", settings.url());
    if (context.rows().isOnTerminal() && settings.passwordFile() != null) {
      context.messages().say("the password is in " + settings.passwordFile());
    }
    return ExitCode.OK;
  }
}
