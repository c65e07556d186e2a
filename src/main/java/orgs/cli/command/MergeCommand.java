package orgs.cli.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import orgs.cli.backup.BackupOption;
import orgs.cli.load.LoadProgress;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowWriter;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.ChangeKind;
import orgs.store.CountedOrganization;
import orgs.store.NameFilter;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Store;

public final class MergeCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<List<String>> organizations;
  private final Arg<String> into;
  private final BackupOption backup;
  private final Confirmation confirmation;

  public MergeCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Move all members of organizations to another one and delete the emptied ones, in one"
                + " transaction. Members keep their ids.")
        .exitCodes(Usage.NO_ORGANIZATION, Usage.NOT_CONFIRMED)
        .examples(
            "orgs merge globex initech --into acme --dry-run",
            "orgs merge globex --into acme --yes --backup globex.jsonl");
    organizations =
        syntax.parameters("ORG", "1..*", "What is merged: names, or ids such as id:42.");
    into = syntax.required("--into", "ORG2", "The organization that takes the members.");
    backup = new BackupOption(syntax);
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    if (confirmation.needsAnswer()) {
      confirmation.requireTerminal(context, "moves all members and deletes organizations");
    }
    Store store = context.store();
    Organization target = store.organizations().get(OrganizationRef.parse(into.value()));
    List<Organization> sources =
        organizations.value().stream()
            .map(OrganizationRef::parse)
            .map(store.organizations()::get)
            .toList();
    if (sources.contains(target)) {
      throw CliException.usage(
          "'" + target.name() + "' can't be merged into itself", "nothing was done");
    }
    if (new LinkedHashSet<>(sources).size() < sources.size()) {
      throw CliException.usage("an organization is named twice", "nothing was done");
    }
    if (confirmation.isDryRun()) {
      store.rehearse(ChangeKind.MERGE);
      context
          .rows()
          .print(Columns.MERGED_ORGANIZATION, rows -> print(counted(store, sources), rows));
      context.messages().say("dry run: nothing was changed");
      return ExitCode.OK;
    }
    confirmation.ask(
        context,
        "moves all members of "
            + sources.stream().map(one -> "'" + one.name() + "'").collect(Collectors.joining(", "))
            + " to '"
            + target.name()
            + "' and deletes "
            + (sources.size() == 1 ? "it" : "them"),
        target.name());
    backup.withBackup(
        context,
        saved -> {
          context
              .rows()
              .printChanges(
                  Columns.MERGED_ORGANIZATION,
                  rows ->
                      print(
                          LoadProgress.withProgress(
                              context,
                              load -> store.organizations().merge(sources, target, saved, load)),
                          rows));
          return null;
        });
    return ExitCode.OK;
  }

  private List<CountedOrganization> counted(Store store, List<Organization> sources) {
    return sources.stream()
        .map(
            one ->
                new CountedOrganization(
                    one,
                    context
                        .messages()
                        .waitFor("counting", () -> store.members(one).count(NameFilter.ALL))))
        .toList();
  }

  private static void print(List<CountedOrganization> merged, RowWriter rows) {
    merged.forEach(
        one -> rows.add(one.organization().id(), one.organization().name(), one.members()));
  }
}
