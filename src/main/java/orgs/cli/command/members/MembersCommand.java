package orgs.cli.command.members;

import orgs.cli.syntax.Syntax;

public final class MembersCommand {

  public MembersCommand(Syntax syntax) {
    syntax
        .group()
        .description("Work on the members of an organization.")
        .examples("orgs members add acme ann bob", "orgs members list acme --like 'b%'");
  }
}
