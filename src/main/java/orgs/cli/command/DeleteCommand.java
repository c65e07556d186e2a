package orgs.cli.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import orgs.cli.backup.BackupOption;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowWriter;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Backup;
import orgs.store.ChangeKind;
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
  private final BackupOption backup;
  private final Confirmation confirmation;

  public DeleteCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Delete organizations with all their members: one DELETE each, which cascades in"
                + " the database.")
        .exitCodes(Usage.NO_ORGANIZATION, Usage.NOT_CONFIRMED)
        .examples(
            "orgs delete acme --dry-run",
            "orgs delete acme globex --yes",
            "orgs delete acme --yes --backup acme.jsonl");
    organizations =
        syntax.parameters("ORG", "1..*", "The organizations: names, or ids such as id:42.");
    ifExists = syntax.flag("--if-exists", "Don't fail if an organization doesn't exist.");
    backup = new BackupOption(syntax);
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    List<OrganizationRef> refs =
        organizations.value().stream().map(OrganizationRef::parse).toList();
    refuseRepeated(refs);
    if (confirmation.needsAnswer()) {
      confirmation.requireTerminal(context, "deletes organizations with their members");
    }
    Store store = context.store();
    if (confirmation.isDryRun()) {
      store.rehearse(backup.isGiven() ? ChangeKind.DELETE_WITH_BACKUP : ChangeKind.DELETE);
      context.rows().print(Columns.DELETED_ORGANIZATION, rows -> print(counted(store, refs), rows));
      context.messages().say("dry run: nothing was deleted");
    } else {
      backup.withBackup(
          context,
          saved -> {
            context
                .rows()
                .printChanges(
                    Columns.DELETED_ORGANIZATION, rows -> print(deleted(store, refs, saved), rows));
            return null;
          });
    }
    return ExitCode.OK;
  }

  private static void print(List<DeletedOrganization> organizations, RowWriter rows) {
    organizations.forEach(
        one -> rows.add(one.organization().id(), one.organization().name(), one.members()));
  }

  /**
   * Refuses equal arguments before any look-up; the name and the id of the same organization are
   * found later.
   */
  private static void refuseRepeated(List<OrganizationRef> refs) {
    Set<OrganizationRef> seen = new HashSet<>();
    for (OrganizationRef ref : refs) {
      if (!seen.add(ref)) {
        throw namedTwice(ref instanceof OrganizationRef.ByName ? "'" + ref + "'" : ref.toString());
      }
    }
  }

  private static CliException namedTwice(String shown) {
    return CliException.usage("organization " + shown + " is named twice", "nothing was done");
  }

  private List<DeletedOrganization> counted(Store store, List<OrganizationRef> refs) {
    return each(
        refs,
        DeletedOrganization::organization,
        ref -> {
          Organization organization = store.organizations().get(ref);
          long members =
              context
                  .messages()
                  .waitFor("counting", () -> store.members(organization).count(NameFilter.ALL));
          return new DeletedOrganization(organization, members);
        });
  }

  private List<DeletedOrganization> deleted(Store store, List<OrganizationRef> refs, Backup saved) {
    if (confirmation.needsAnswer()) {
      // All are looked up first, so that no question is asked for a command that is refused in the
      // end.
      each(refs, Function.identity(), store.organizations()::get)
          .forEach(organization -> ask(store, organization));
    }
    return context
        .messages()
        .waitFor(
            "deleting",
            () ->
                store.transaction(
                    () -> saved == null ? delete(store, refs) : delete(store, refs, saved)));
  }

  private List<DeletedOrganization> delete(Store store, List<OrganizationRef> refs) {
    store.organizations().lockToDelete(refs);
    return each(refs, DeletedOrganization::organization, store.organizations()::delete);
  }

  private List<DeletedOrganization> delete(Store store, List<OrganizationRef> refs, Backup saved) {
    List<Organization> all = each(refs, Function.identity(), store.organizations()::get);
    return all.isEmpty() ? List.of() : store.organizations().delete(all, saved);
  }

  private void ask(Store store, Organization organization) {
    MemberCount count = store.members(organization).estimate();
    confirmation.ask(
        context,
        "deletes organization '"
            + organization.name()
            + "' with "
            + (count.estimated() ? "about " : "")
            + context.messages().count(count.members(), "member"),
        organization.name());
  }

  private <T> List<T> each(
      List<OrganizationRef> refs,
      Function<T, Organization> organization,
      Function<OrganizationRef, T> work) {
    List<T> results = new ArrayList<>();
    List<Organization> done = new ArrayList<>();
    for (OrganizationRef ref : refs) {
      try {
        T result = work.apply(ref);
        refuseAnother(done, organization.apply(result)::equals);
        done.add(organization.apply(result));
        results.add(result);
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.NOT_FOUND) {
          throw e;
        }
        // It may be missing because it has just been deleted.
        refuseAnother(done, one -> isMeant(one, ref));
        if (!ifExists.value()) {
          throw e;
        }
      }
    }
    return results;
  }

  private static void refuseAnother(List<Organization> done, Predicate<Organization> same) {
    done.stream()
        .filter(same)
        .findFirst()
        .ifPresent(
            one -> {
              throw namedTwice("'" + one.name() + "'");
            });
  }

  private static boolean isMeant(Organization organization, OrganizationRef ref) {
    return ref instanceof OrganizationRef.ById byId
        ? organization.id() == byId.id()
        : organization.name().equals(((OrganizationRef.ByName) ref).name());
  }
}
