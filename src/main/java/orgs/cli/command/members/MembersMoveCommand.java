package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Members;
import orgs.store.Store;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationRef;

public final class MembersMoveCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final SelectedMembers selected;
  private final Arg<String> to;
  private final Confirmation confirmation;

  public MembersMoveCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Move members to another organization: by name, by id, by a filter, or those in a"
                + " file. They keep their ids.")
        .exitCodes(
            Usage.NO_ORGANIZATION_OR_MEMBER,
            "4:A member's id is taken in the other organization.",
            Usage.NOT_CONFIRMED)
        .examples(
            "orgs members move acme ann --to globex",
            "orgs members move acme --prefix 'eu-' --to 'acme europe' --yes");
    organization = new OrganizationParameter(syntax);
    to = syntax.required("--to", "ORG2", "The organization that takes the members.");
    selected = new SelectedMembers(context, syntax, "Move");
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    selected.check();
    Store store = context.store();
    Members members = organization.members(store);
    Organization target = store.organizations().get(OrganizationRef.parse(to.value()));
    if (target.equals(members.organization())) {
      throw CliException.usage(
          "they are in '" + target.name() + "' already", "--to names another organization");
    }
    BulkChange change =
        new BulkChange(
            context, confirmation, members, BulkChange.Verb.MOVE, " to '" + target.name() + "'");
    selected.use(
        store,
        members,
        scope ->
            confirmation.isDryRun()
                ? change.dryRun(scope)
                : change.make(scope, (selection, moved) -> members.move(selection, target, moved)));
    return ExitCode.OK;
  }
}
