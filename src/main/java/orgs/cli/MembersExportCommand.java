package orgs.cli;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.store.Member;
import orgs.store.Members;
import orgs.store.NameFilter;
import orgs.store.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "export",
    description =
        "Print all members, or those that a filter takes: everything, whatever the format.",
    exitCodeList = {Usage.NO_ORGANIZATION},
    footer = {
      "  orgs members export acme --output acme.tsv",
      "  orgs members export acme --contains an --format jsonl"
    })
final class MembersExportCommand implements Callable<Integer> {

  private final Context context;

  @Mixin OrganizationParameter organization;
  @Mixin FilterOptions filter;

  MembersExportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    NameFilter names = filter.filter();
    Members members = organization.members(context.store());
    if (names.isEmpty() && context.passesCopyOn()) {
      context.copy(members::copyTo);
      return ExitCode.OK;
    }
    try (Stream<Member> found =
        context.waitFor("searching", () -> members.select(names, Page.ALL))) {
      context.print(
          Columns.MEMBER, rows -> found.forEach(member -> rows.add(member.id(), member.name())));
    }
    return ExitCode.OK;
  }
}
