package orgs.cli.command.db;

import orgs.cli.syntax.Syntax;

public final class DbCommand {

  public DbCommand(Syntax syntax) {
    syntax
        .name("db")
        .group()
        .description("Look after the database: the local server, and the schema of any.")
        .examples("orgs db status", "orgs db stop");
  }
}
