package orgs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "db",
    description = "Look after the database: the local server, and the schema of any.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  orgs db status", "  orgs db stop"})
final class DbCommand {}
