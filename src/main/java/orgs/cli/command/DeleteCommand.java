package orgs.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import orgs.cli.session.Columns;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.DeletedOrganization;
import orgs.store.MemberCount;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Store;
import orgs.store.StoreException;

public final class DeleteCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<List<String>> organizations;
  private final Arg<Boolean> ifExists;
  private final Confirmation confirmation;

  public DeleteCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("delete")
        .description(
            "Delete organizations with all their members: one DELETE each, the database cascades.")
        .exitCodes(Usage.NO_ORGANIZATION, Usage.NOT_CONFIRMED)
        .examples("orgs delete acme --dry-run", "orgs delete acme globex --yes");
    organizations = syntax.parameters("ORG", "1..*", "The organizations: their names, or id:42.");
    ifExists = syntax.flag("--if-exists", "An organization that isn't there is no error.");
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    List<OrganizationRef> refs =
        organizations.value().stream().map(OrganizationRef::parse).toList();
    if (confirmation.needsAnswer()) {
      confirmation.requireTerminal(context, "deletes organizations with their members");
    }
    Store store = context.store();
    context.printChanges(
        Columns.DELETED_ORGANIZATION,
        rows ->
            (confirmation.isDryRun() ? counted(store, refs) : deleted(store, refs))
                .forEach(
                    one ->
                        rows.add(
                            one.organization().id(), one.organization().name(), one.members())));
    if (confirmation.isDryRun()) {
      context.say("dry run: nothing was deleted");
    }
    return ExitCode.OK;
  }

  private List<DeletedOrganization> counted(Store store, List<OrganizationRef> refs) {
    return each(
        refs,
        ref -> {
          Organization organization = store.organizations().get(ref);
          long members =
              context.waitFor("counting", () -> store.members(organization).count(NameFilter.ALL));
          return new DeletedOrganization(organization, members);
        });
  }

  private List<DeletedOrganization> deleted(Store store, List<OrganizationRef> refs) {
    if (confirmation.needsAnswer()) {
      each(refs, ref -> ask(store, ref));
    }
    return context.waitFor(
        "deleting", () -> store.transaction(() -> each(refs, store.organizations()::delete)));
  }

  private Organization ask(Store store, OrganizationRef ref) {
    Organization organization = store.organizations().get(ref);
    MemberCount count = store.members(organization).estimate();
    confirmation.ask(
        context,
        "deletes organization '"
            + organization.name()
            + "' with "
            + (count.estimated() ? "about " : "")
            + count.members()
            + (count.members() == 1 ? " member" : " members"),
        organization.name());
    return organization;
  }

  private <T> List<T> each(List<OrganizationRef> refs, OnOrganization<T> work) {
    List<T> results = new ArrayList<>();
    for (OrganizationRef ref : refs) {
      try {
        results.add(work.on(ref));
      } catch (StoreException e) {
        if (!ifExists.value() || e.kind() != StoreException.Kind.NOT_FOUND) {
          throw e;
        }
      }
    }
    return results;
  }

  private interface OnOrganization<T> {
    T on(OrganizationRef ref);
  }
}
