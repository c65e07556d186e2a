package orgs.cli.command.db;

import orgs.cli.syntax.Syntax;

public final class DbCommand {

  public DbCommand(Syntax syntax) {
    syntax
        .group()
        .description("Manage the local database server, and the schema on any server.")
        .examples("orgs db status", "orgs db stop");
  }
}
