package orgs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

@Command(
    name = "orgs",
    description = "Organizations whose member collections are too large to load.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    subcommands = {
      CreateCommand.class,
      ListCommand.class,
      ShowCommand.class,
      RenameCommand.class,
      DeleteCommand.class,
      MembersCommand.class,
      DbCommand.class,
      RunCommand.class,
      DemoCommand.class
    })
final class Root {

  @Mixin final Globals globals;

  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  boolean version;

  Root(Context context) {
    this.globals = context.globals();
  }
}
