package orgs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import orgs.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description = "Append members, without reading one.",
    exitCodeList = {Usage.NO_ORGANIZATION},
    footer = {"  orgs members add acme ann bob"})
final class MembersAddCommand implements Callable<Integer> {

  private final Context context;

  @Mixin OrganizationParameter organization;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "Their names.")
  List<String> names;

  MembersAddCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Store store = context.store();
    context.printChanges(Columns.MEMBER, rows -> add(store).forEach(rows::add));
    return ExitCode.OK;
  }

  /** Rows are printed when it is done; there are no more of them than arguments. */
  private List<Object[]> add(Store store) {
    List<Object[]> added = new ArrayList<>(names.size());
    return store.transaction(
        () -> {
          organization
              .members(store)
              .addAll(
                  names.iterator(), member -> added.add(new Object[] {member.id(), member.name()}));
          return added;
        });
  }
}
