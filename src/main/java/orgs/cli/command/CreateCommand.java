package orgs.cli.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import orgs.cli.rows.Columns;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.MemberName;
import orgs.store.Organization;
import orgs.store.OrganizationName;
import orgs.store.Store;

public final class CreateCommand implements Callable<Integer> {

  private final Context context;
  private final Arg<List<String>> names;
  private final Arg<List<String>> members;
  private final Arg<Boolean> ifNotExists;

  public CreateCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Create organizations, each with its members, in one transaction.")
        .exitCodes(Usage.NAME_TAKEN)
        .examples(
            "orgs create acme --member ann --member bob",
            "orgs create globex initech --if-not-exists");
    names = syntax.parameters("NAME", "1..*", "Names of the organizations.");
    members =
        syntax.options(
            "--member",
            "NAME",
            "An initial member; may be repeated. Only with a single organization.");
    ifNotExists =
        syntax.flag(
            "--if-not-exists",
            "Print an organization that already exists; no members are added to it.");
  }

  @Override
  public Integer call() {
    if (names.value().size() > 1 && members.isGiven()) {
      throw CliException.usage(
          "--member needs a single organization", "create the organizations one by one");
    }
    refuseRepeated();
    Store store = context.store();
    List<Organization> created = new ArrayList<>();
    context
        .rows()
        .printChanges(
            Columns.ORGANIZATION,
            rows ->
                create(store, created)
                    .forEach(organization -> rows.add(organization.id(), organization.name())));
    if (members.isGiven() && created.isEmpty()) {
      context
          .messages()
          .say(
              "organization '"
                  + names.value().get(0)
                  + "' already exists; no members were added to it");
    }
    return ExitCode.OK;
  }

  /** Refuses a name that is given twice, unless an existing organization is no error. */
  private void refuseRepeated() {
    Set<String> seen = new HashSet<>();
    for (String name : names.value()) {
      if (!seen.add(name) && !ifNotExists.value()) {
        throw CliException.usage("'" + name + "' is given twice", "nothing was done");
      }
    }
  }

  /** Returns all organizations, and adds the new ones to a list. */
  private List<Organization> create(Store store, List<Organization> created) {
    return store
        .organizations()
        .create(
            names.value().stream().map(OrganizationName::of).toList(),
            ifNotExists.value(),
            organization -> {
              store
                  .members(organization)
                  .addAll(members.value().stream().map(MemberName::of).iterator(), member -> {});
              created.add(organization);
            });
  }
}
