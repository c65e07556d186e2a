package orgs.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.store.Member;
import orgs.store.MemberSelection;
import orgs.store.Members;
import orgs.store.NameFilter;
import orgs.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "remove",
    description = "Remove members: by name, by id, or by a filter.",
    exitCodeList = {Usage.NO_ORGANIZATION_OR_MEMBER, Usage.NOT_CONFIRMED},
    footer = {
      "  orgs members remove acme ann",
      "  orgs members remove acme --id 1 --id 2 --yes",
      "  orgs members remove acme --like 'tmp-%%' --dry-run"
    })
final class MembersRemoveCommand implements Callable<Integer> {

  private final Context context;

  @Mixin OrganizationParameter organization;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Every member of these names.")
  List<String> names = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The member with this id. May be given several times.")
  List<Long> ids = List.of();

  @Mixin FilterOptions filter;
  @Mixin Confirmation confirmation;

  MembersRemoveCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    MemberSelection selection = selection();
    Store store = context.store();
    Members members = organization.members(store);
    if (confirmation.dryRun) {
      long count = BulkChange.count(context, () -> members.count(selection));
      try (Stream<Member> sample = members.select(selection, BulkChange.SAMPLE)) {
        BulkChange.show(context, "removed", count, sample);
      }
      return ExitCode.OK;
    }
    if (confirmation.isOpen()) {
      BulkChange.ask(
          context,
          confirmation,
          "removes",
          BulkChange.count(context, () -> members.count(selection)),
          members);
    }
    context.printChanges(
        Columns.MEMBER,
        rows -> {
          rows.waitFor("removing");
          members.remove(selection, member -> rows.add(member.id(), member.name()));
        });
    return ExitCode.OK;
  }

  private MemberSelection selection() {
    NameFilter matching = filter.filter();
    int ways = (names.isEmpty() ? 0 : 1) + (ids.isEmpty() ? 0 : 1) + (matching.isEmpty() ? 0 : 1);
    if (ways != 1) {
      throw CliException.usage(
          ways == 0 ? "which members?" : "names, --id and filters don't go together",
          "give names, or --id, or a filter such as --like");
    }
    if (!names.isEmpty()) {
      return new MemberSelection.Named(new LinkedHashSet<>(names));
    }
    return ids.isEmpty()
        ? new MemberSelection.Matching(matching)
        : new MemberSelection.WithIds(new LinkedHashSet<>(ids));
  }
}
