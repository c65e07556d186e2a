package orgs.cli;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.store.Member;
import orgs.store.Members;
import orgs.store.NameFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    aliases = "filter",
    description = "List members, filtered by the database.",
    exitCodeList = {Usage.NO_ORGANIZATION},
    footer = {
      "  orgs members list acme --like '%%an%%'",
      "  orgs members list acme --after 2 --limit 100 --format jsonl"
    })
final class MembersListCommand implements Callable<Integer> {

  private final Context context;

  @Mixin OrganizationParameter organization;
  @Mixin FilterOptions filter;
  @Mixin PageOptions page;

  MembersListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Screenful screenful = new Screenful(context, page);
    NameFilter names = filter.filter();
    Members members = organization.members(context.store());
    try (Stream<Member> found =
        context.waitFor("searching", () -> members.select(names, screenful.page()))) {
      context.print(
          Columns.MEMBER,
          rows ->
              screenful.print(
                  found, rows, Member::id, member -> new Object[] {member.id(), member.name()}));
    }
    return ExitCode.OK;
  }
}
