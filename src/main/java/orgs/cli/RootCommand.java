package orgs.cli;

import orgs.cli.syntax.Syntax;

/** What all commands hang from. */
final class RootCommand {

  /** Adds to the options of every command. */
  RootCommand(Syntax syntax) {
    syntax
        .name("orgs")
        .group()
        .description("Organizations whose member collections are too large to load.")
        .exitCodes(
            "0:Done, or there was nothing to do.",
            "1:It failed, for a reason that no other code names.",
            "2:The command line, or a value in it, can't be.",
            "3:What was named is not there.",
            "4:It already exists, or a name stands for several.",
            "5:Finished, but some lines were rejected.",
            "6:Refused: it needs --yes.",
            "7:The database can't be reached, or refused us.",
            "8:The schema is not migrated, or newer than this orgs.",
            "9:Unknown: the connection was lost during COMMIT, and the server can't be asked.",
            "11:The change was made, but its rows could not be written.",
            "130:Interrupted by Ctrl-C.",
            "143:Ended by SIGTERM.")
        .examples(
            "orgs demo",
            "orgs create acme --member ann --member bob",
            "orgs members list acme --like 'b%'")
        .notes(
            "Environment:",
            "ORGS_DATABASE_URL, DATABASE_URL   postgresql://user@host:port/name",
            "PGHOST, PGUSER, PGPASSWORD, ...   as for psql, with ~/.pgpass",
            "ORGS_SCHEMA                       the schema that holds the tables",
            "ORGS_ERROR_FORMAT=json            errors as JSON, one object on a line",
            "ORGS_HOME                         the folder of the local database",
            "ORGS_JAVA, JAVA_HOME              the Java to run with",
            "ORGS_JAVA_OPTS                    further options for it",
            "NO_COLOR                          no colour, unless it is empty");
    syntax.help("--help", "Show this help.");
    syntax.version("--version", new Version(), "Show the version.");
  }
}
