package orgs.cli.command.members;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Store;

public final class MembersAddCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<List<String>> names;

  public MembersAddCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Append members, without reading any.")
        .exitCodes(Usage.NO_ORGANIZATION)
        .examples("orgs members add acme ann bob");
    organization = new OrganizationParameter(syntax);
    names = syntax.parameters("NAME", "1..*", "Names of the members.");
  }

  @Override
  public Integer call() {
    Store store = context.store();
    context.rows().printChanges(Columns.MEMBER, rows -> add(store).forEach(rows::add));
    return ExitCode.OK;
  }

  /** Returns the rows to be printed after the commit; there are as many of them as arguments. */
  private List<Object[]> add(Store store) {
    List<String> given = names.value();
    List<Object[]> added = new ArrayList<>(given.size());
    store
        .organizations()
        .append(
            organization.ref(),
            given,
            member -> added.add(new Object[] {member.id(), member.name()}));
    return added;
  }
}
