package orgs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import orgs.store.Organization;
import orgs.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "create",
    description = "Create organizations, each with its members, in one transaction.",
    exitCodeList = {Usage.NAME_TAKEN},
    footer = {
      "  orgs create acme --member ann --member bob",
      "  orgs create globex initech --if-not-exists"
    })
final class CreateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of the organizations.")
  List<String> names;

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description = "A first member. May be given several times; with one organization only.")
  List<String> members = List.of();

  @Option(
      names = "--if-not-exists",
      description = "Print an organization that is there already and add nothing to it.")
  boolean ifNotExists;

  CreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (names.size() > 1 && !members.isEmpty()) {
      throw CliException.usage(
          "--member goes with one organization", "create the organizations one by one");
    }
    Store store = context.store();
    context.printChanges(
        Columns.ORGANIZATION,
        rows ->
            create(store)
                .forEach(organization -> rows.add(organization.id(), organization.name())));
    return ExitCode.OK;
  }

  private List<Organization> create(Store store) {
    return store
        .organizations()
        .create(
            names,
            ifNotExists,
            organization -> store.members(organization).addAll(members.iterator(), member -> {}));
  }
}
