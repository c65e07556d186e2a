package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.load.LoadProgress;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.CountedOrganization;
import orgs.store.Organization;
import orgs.store.OrganizationName;
import orgs.store.Store;

public final class CopyCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<String> name;

  public CopyCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Create an organization with the same members as another one.")
        .exitCodes(Usage.NO_ORGANIZATION, Usage.NAME_TAKEN)
        .examples("orgs copy acme 'acme (trial)'");
    organization = new OrganizationParameter(syntax);
    name = syntax.parameter("NEW", "The name of the new one.");
  }

  @Override
  public Integer call() {
    OrganizationName newName = OrganizationName.of(name.value());
    Store store = context.store();
    Organization from = store.organizations().get(organization.ref());
    context
        .rows()
        .printChanges(
            Columns.COUNTED_ORGANIZATION,
            rows -> {
              CountedOrganization copy =
                  LoadProgress.withProgress(
                      context, load -> store.organizations().copy(from, newName, load));
              rows.add(copy.organization().id(), copy.organization().name(), copy.members());
            });
    return ExitCode.OK;
  }
}
