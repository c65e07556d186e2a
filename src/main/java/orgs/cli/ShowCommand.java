package orgs.cli;

import java.util.concurrent.Callable;
import orgs.store.MemberCount;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show one organization and how many members it has.",
    exitCodeList = {Usage.NO_ORGANIZATION},
    footer = {"  orgs show acme", "  orgs show id:1 --count exact --format json"})
final class ShowCommand implements Callable<Integer> {

  /** How members are counted. */
  enum Count {
    exact,
    estimate,
    none
  }

  private final Context context;

  @Parameters(paramLabel = "ORG", description = "The organization: its name, or id:42.")
  String organization;

  @Option(
      names = "--count",
      paramLabel = "HOW",
      description =
          "How members are counted: exact, estimate or none. Default: estimate, which is exact for"
              + " small organizations.")
  Count count = Count.estimate;

  ShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Store store = context.store();
    Organization found = store.organizations().get(OrganizationRef.parse(organization));
    if (count == Count.none) {
      context.printOne(Columns.ORGANIZATION, found.id(), found.name());
      return ExitCode.OK;
    }
    MemberCount members =
        count == Count.exact
            ? context.waitFor(
                "counting",
                () -> new MemberCount(store.members(found).count(NameFilter.ALL), false))
            : store.members(found).estimate();
    if (members.estimated()) {
      context.say("the number of members is an estimate; --count exact counts them");
    }
    context.printOne(
        Columns.SHOWN_ORGANIZATION,
        found.id(),
        found.name(),
        members.members(),
        members.estimated() ? "estimate" : "exact");
    return ExitCode.OK;
  }
}
