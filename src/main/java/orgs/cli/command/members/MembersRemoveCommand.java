package orgs.cli.command.members;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.cli.session.Columns;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Member;
import orgs.store.MemberSelection;
import orgs.store.Members;
import orgs.store.NameFilter;
import orgs.store.Store;

public final class MembersRemoveCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<List<String>> names;
  private final Arg<List<Long>> ids;
  private final FilterOptions filter;
  private final Confirmation confirmation;

  public MembersRemoveCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("remove")
        .description("Remove members: by name, by id, or by a filter.")
        .exitCodes(Usage.NO_ORGANIZATION_OR_MEMBER, Usage.NOT_CONFIRMED)
        .examples(
            "orgs members remove acme ann",
            "orgs members remove acme --id 1 --id 2 --yes",
            "orgs members remove acme --like 'tmp-%' --dry-run");
    organization = new OrganizationParameter(syntax);
    names = syntax.parameters("NAME", "0..*", "Remove every member with one of these names.");
    ids = syntax.numbers("--id", "ID", "The member with this id; may be repeated.");
    filter = new FilterOptions(syntax);
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    MemberSelection selection = selection();
    Store store = context.store();
    Members members = organization.members(store);
    if (confirmation.isDryRun()) {
      long count = BulkChange.count(context, () -> members.count(selection));
      try (Stream<Member> sample = members.select(selection, BulkChange.SAMPLE)) {
        BulkChange.show(context, "removed", count, sample);
      }
      return ExitCode.OK;
    }
    if (confirmation.needsAnswer()) {
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
    int ways = (names.isGiven() ? 1 : 0) + (ids.isGiven() ? 1 : 0) + (matching.isEmpty() ? 0 : 1);
    if (ways != 1) {
      throw CliException.usage(
          ways == 0 ? "no members selected" : "names, --id and filters can't be combined",
          "give names, or --id, or a filter such as --like");
    }
    if (names.isGiven()) {
      return new MemberSelection.Named(new LinkedHashSet<>(names.value()));
    }
    return ids.isGiven()
        ? new MemberSelection.WithIds(new LinkedHashSet<>(ids.value()))
        : new MemberSelection.Matching(matching);
  }
}
