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
import orgs.store.MemberName;
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
    // There are as many rows as arguments, and they are printed after the commit.
    List<Object[]> added = new ArrayList<>();
    context
        .rows()
        .printChanges(
            Columns.MEMBER,
            rows -> {
              store
                  .memberships()
                  .append(
                      organization.ref(),
                      names.value().stream().map(MemberName::of).toList(),
                      member -> added.add(new Object[] {member.id(), member.name()}));
              added.forEach(rows::add);
            });
    return ExitCode.OK;
  }
}
