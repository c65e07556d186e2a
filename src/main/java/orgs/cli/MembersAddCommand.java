package orgs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import orgs.store.Store;

final class MembersAddCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<List<String>> names;

  MembersAddCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("add")
        .description("Append members, without reading one.")
        .exitCodes(Usage.NO_ORGANIZATION)
        .examples("orgs members add acme ann bob");
    organization = new OrganizationParameter(syntax);
    names = syntax.parameters("NAME", "1..*", "Their names.");
  }

  @Override
  public Integer call() {
    Store store = context.store();
    context.printChanges(Columns.MEMBER, rows -> add(store).forEach(rows::add));
    return ExitCode.OK;
  }

  /** Rows are printed when it is done; there are no more of them than arguments. */
  private List<Object[]> add(Store store) {
    List<String> given = names.value();
    List<Object[]> added = new ArrayList<>(given.size());
    return store.transaction(
        () -> {
          organization
              .members(store)
              .addAll(
                  given.iterator(), member -> added.add(new Object[] {member.id(), member.name()}));
          return added;
        });
  }
}
