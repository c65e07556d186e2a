package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.backup.BackupOption;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Members;
import orgs.store.Store;

public final class MembersRemoveCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final SelectedMembers selected;
  private final BackupOption backup;
  private final Confirmation confirmation;

  public MembersRemoveCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Remove members: by name, by id, by a filter, or those in a file.")
        .exitCodes(Usage.NO_ORGANIZATION_OR_MEMBER, Usage.NOT_CONFIRMED)
        .examples(
            "orgs members remove acme ann",
            "orgs members remove acme --id 1 --id 2 --yes",
            "orgs members remove acme --like 'tmp-%' --dry-run",
            "orgs members remove acme --from left.txt --yes --backup left.jsonl");
    organization = new OrganizationParameter(syntax);
    selected = new SelectedMembers(context, syntax, "Remove");
    backup = new BackupOption(syntax);
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    selected.check();
    Store store = context.store();
    Members members = organization.members(store);
    BulkChange change = new BulkChange(context, confirmation, members, BulkChange.Verb.REMOVE, "");
    selected.use(
        store,
        members,
        scope ->
            confirmation.isDryRun()
                ? change.dryRun(scope)
                : backup.withBackup(
                    context,
                    saved ->
                        change.make(
                            scope,
                            (selection, removed) -> members.remove(selection, saved, removed))));
    return ExitCode.OK;
  }
}
