package orgs.cli;

import orgs.cli.syntax.Syntax;

/** The syntax of the root: what {@code orgs --help} says besides the list of commands. */
final class RootCommand {

  private RootCommand() {}

  /** Describes the root, whose syntax begins with the options of every command. */
  static void describe(Syntax syntax) {
    syntax
        .name("orgs")
        .group()
        .description("Organizations whose member collections are too large to load.")
        .exitCodes(
            "0:Done, or there was nothing to do.",
            "1:Failed for any other reason.",
            "2:Invalid command line or value.",
            "3:An organization or member was not found.",
            "4:The name already exists or is ambiguous.",
            "5:Finished, but some lines were rejected.",
            "6:Refused: not confirmed with --yes, or too many removals.",
            "7:The database can't be reached, or refused the login.",
            "8:The schema is not migrated, or is newer than this orgs.",
            "9:Unknown outcome: the connection was lost during COMMIT, and the server couldn't be"
                + " asked.",
            "10:diff found differences.",
            "11:The change was made, but its rows could not be written.",
            "130:Interrupted by Ctrl-C.",
            "143:Terminated by SIGTERM.")
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
            "ORGS_PAGER, PAGER                 what shows tables longer than the screen; cat: nothing",
            "ORGS_HOME                         the folder of the local database",
            "ORGS_DAEMON=auto                  starts the daemon when it isn't running; off: ignores it",
            "ORGS_JAVA, JAVA_HOME              the Java that runs orgs",
            "ORGS_JAVA_OPTS                    additional options for Java",
            "NO_COLOR                          turns colour off, unless it is empty");
    syntax.help("-?, --help", "Show this help.");
    syntax.version("--version", new Version(), "Show the version.");
  }
}
