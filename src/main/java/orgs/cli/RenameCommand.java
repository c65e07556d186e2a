package orgs.cli;

import java.util.concurrent.Callable;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "rename",
    description = "Give an organization another name.",
    exitCodeList = {Usage.NO_ORGANIZATION, Usage.NAME_TAKEN},
    footer = {"  orgs rename acme \"acme inc\""})
final class RenameCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      index = "0",
      paramLabel = "ORG",
      description = "The organization: its name, or id:42.")
  String organization;

  @Parameters(index = "1", paramLabel = "NEW", description = "The new name.")
  String newName;

  RenameCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    OrganizationRef ref = OrganizationRef.parse(organization);
    Store store = context.store();
    context.printChanges(
        Columns.ORGANIZATION,
        rows -> {
          Organization renamed = store.organizations().rename(ref, newName);
          rows.add(renamed.id(), renamed.name());
        });
    return ExitCode.OK;
  }
}
