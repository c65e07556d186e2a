package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.backup.BackupOption;
import orgs.cli.session.Columns;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ChangeKind;
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
        .name("remove", "rm")
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
    selected.use(
        store,
        members,
        scope -> {
          if (confirmation.isDryRun()) {
            store.rehearse(ChangeKind.REMOVE_MEMBERS);
            return scope.with(
                selection -> BulkChange.dryRun(context, members, selection, "removed"));
          }
          backup.during(
              context,
              saved -> {
                context.printChanges(
                    Columns.MEMBER,
                    rows ->
                        scope.with(
                            selection -> {
                              BulkChange.confirm(
                                  context, confirmation, "removes", members, selection, "");
                              rows.waitFor("removing");
                              members.remove(
                                  saved,
                                  save ->
                                      members.remove(
                                          selection,
                                          save.andThen(
                                              member -> rows.add(member.id(), member.name()))));
                              return null;
                            }));
                return null;
              });
          return null;
        });
    return ExitCode.OK;
  }
}
