package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowForm;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.MemberCount;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.Store;

public final class ShowCommand implements Callable<Integer> {

  /** The ways of counting members. */
  enum Count {
    exact,
    estimate,
    none
  }

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<Count> count;
  private final RowOptions looks;

  public ShowCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Show one organization and how many members it has.")
        .exitCodes(Usage.NO_ORGANIZATION)
        .examples("orgs show acme", "orgs show id:1 --count exact --format json");
    organization = new OrganizationParameter(syntax);
    count =
        syntax
            .choice(
                "--count",
                "HOW",
                Count.class,
                "How members are counted: exact, estimate or none. Default: estimate, which is"
                    + " exact for small organizations.")
            .setDefault(Count.estimate);
    looks = new RowOptions(syntax, Columns.SHOWN_ORGANIZATION);
  }

  @Override
  public Integer call() {
    Count how = count.value();
    RowForm form =
        context
            .rows()
            .form(looks, how == Count.none ? Columns.ORGANIZATION : Columns.SHOWN_ORGANIZATION);
    Store store = context.store();
    Organization found = store.organizations().get(organization.ref());
    if (how == Count.none) {
      context.rows().printOne(form, found.id(), found.name());
      return ExitCode.OK;
    }
    MemberCount members =
        how == Count.exact
            ? context
                .messages()
                .waitFor(
                    "counting",
                    () -> new MemberCount(store.members(found).count(NameFilter.ALL), false))
            : store.members(found).estimate();
    if (members.estimated()) {
      context.messages().say("the number of members is an estimate; --count exact counts them");
    }
    context
        .rows()
        .printOne(
            form,
            found.id(),
            found.name(),
            members.members(),
            members.estimated() ? "estimate" : "exact");
    return ExitCode.OK;
  }
}
