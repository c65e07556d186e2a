package orgs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.output.Column;
import orgs.store.CountedOrganization;
import orgs.store.NameFilter;

final class ListCommand implements Callable<Integer> {

  private final Context context;
  private final FilterOptions filter;
  private final PageOptions page;
  private final Arg<Boolean> counts;

  ListCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("list")
        .description("List organizations.")
        .examples(
            "orgs list --counts", "orgs list --prefix a --ignore-case --sort name --limit 10");
    filter = new FilterOptions(syntax);
    page = new PageOptions(syntax);
    counts = syntax.flag("--counts", "Count the members of each.");
  }

  @Override
  public Integer call() {
    Screenful screenful = new Screenful(context, page);
    NameFilter names = filter.filter();
    boolean counting = counts.value();
    List<Column> columns = counting ? Columns.COUNTED_ORGANIZATION : Columns.ORGANIZATION;
    try (Stream<CountedOrganization> found =
        context.store().organizations().select(names, screenful.page(), counting)) {
      context.print(
          columns,
          rows ->
              screenful.print(
                  found,
                  rows,
                  counted -> counted.organization().id(),
                  counted -> row(counted, counting)));
    }
    return ExitCode.OK;
  }

  private static Object[] row(CountedOrganization counted, boolean counting) {
    long id = counted.organization().id();
    String name = counted.organization().name();
    return counting ? new Object[] {id, name, counted.members()} : new Object[] {id, name};
  }
}
