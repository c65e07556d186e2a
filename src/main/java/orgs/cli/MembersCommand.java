package orgs.cli;

import picocli.CommandLine.Command;

@Command(
    name = "members",
    description = "Work on the members of an organization.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"  orgs members add acme ann bob", "  orgs members list acme --like 'b%%'"})
final class MembersCommand {}
