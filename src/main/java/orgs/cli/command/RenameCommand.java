package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Organization;
import orgs.store.OrganizationName;
import orgs.store.OrganizationRef;
import orgs.store.Store;

public final class RenameCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<String> newName;

  public RenameCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Give an organization another name.")
        .exitCodes(Usage.NO_ORGANIZATION, Usage.NAME_TAKEN)
        .examples("orgs rename acme \"acme inc\"");
    organization = new OrganizationParameter(syntax);
    newName = syntax.parameter("NEW", "The new name.");
  }

  @Override
  public Integer call() {
    OrganizationRef ref = organization.ref();
    Store store = context.store();
    context
        .rows()
        .printChanges(
            Columns.ORGANIZATION,
            rows -> {
              Organization renamed =
                  store.organizations().rename(ref, OrganizationName.of(newName.value()));
              rows.add(renamed.id(), renamed.name());
            });
    return ExitCode.OK;
  }
}
