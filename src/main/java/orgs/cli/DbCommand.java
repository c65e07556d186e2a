package orgs.cli;

final class DbCommand {

  DbCommand(Syntax syntax) {
    syntax
        .name("db")
        .group()
        .description("Look after the database: the local server, and the schema of any.")
        .examples("orgs db status", "orgs db stop");
  }
}
