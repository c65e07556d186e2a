package orgs.cli;

final class MembersCommand {

  MembersCommand(Syntax syntax) {
    syntax
        .name("members")
        .group()
        .description("Work on the members of an organization.")
        .examples("orgs members add acme ann bob", "orgs members list acme --like 'b%'");
  }
}
