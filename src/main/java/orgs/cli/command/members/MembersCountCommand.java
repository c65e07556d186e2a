package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.NameFilter;
import orgs.store.OrganizationRef;
import orgs.store.Store;

public final class MembersCountCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<String> organization;
  private final FilterOptions filter;

  public MembersCountCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Count the members of one organization, or of all.")
        .exitCodes(Usage.NO_ORGANIZATION)
        .examples("orgs members count", "orgs members count acme --prefix a --ignore-case");
    organization =
        syntax.optionalParameter(
            "ORG", "The organization: its name, or an id such as id:42. Default: all of them.");
    filter = new FilterOptions(syntax);
  }

  @Override
  public Integer call() {
    NameFilter names = filter.filter();
    Store store = context.store();
    context
        .rows()
        .printNumber("count", context.messages().waitFor("counting", () -> count(store, names)));
    return ExitCode.OK;
  }

  private long count(Store store, NameFilter names) {
    String one = organization.value();
    return one == null
        ? store.memberships().count(names)
        : store.members(store.organizations().get(OrganizationRef.parse(one))).count(names);
  }
}
