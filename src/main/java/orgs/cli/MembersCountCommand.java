package orgs.cli;

import java.util.concurrent.Callable;
import orgs.store.NameFilter;
import orgs.store.OrganizationRef;
import orgs.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "count",
    description = "Count members: of one organization, or of all.",
    exitCodeList = {Usage.NO_ORGANIZATION},
    footer = {"  orgs members count", "  orgs members count acme --prefix a --ignore-case"})
final class MembersCountCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      arity = "0..1",
      paramLabel = "ORG",
      description = "The organization: its name, or id:42. Default: all of them.")
  String organization;

  @Mixin FilterOptions filter;

  MembersCountCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    NameFilter names = filter.filter();
    Store store = context.store();
    context.printNumber("count", context.waitFor("counting", () -> count(store, names)));
    return ExitCode.OK;
  }

  private long count(Store store, NameFilter names) {
    return organization == null
        ? store.organizations().countMembers(names)
        : store
            .members(store.organizations().get(OrganizationRef.parse(organization)))
            .count(names);
  }
}
