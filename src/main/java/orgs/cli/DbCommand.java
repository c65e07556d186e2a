package orgs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "db",
    description = "Look after the database: the local server, and the schema of any.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DbStartCommand.class,
      DbStopCommand.class,
      DbStatusCommand.class,
      DbMigrateCommand.class,
      DbResetCommand.class,
      DbDropCommand.class
    },
    footer = {"  orgs db status", "  orgs db stop"})
final class DbCommand {}
