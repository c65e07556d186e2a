package orgs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.output.Column;
import orgs.store.CountedOrganization;
import orgs.store.NameFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "List organizations.",
    footer = {
      "  orgs list --counts",
      "  orgs list --prefix a --ignore-case --sort name --limit 10"
    })
final class ListCommand implements Callable<Integer> {

  private final Context context;

  @Mixin FilterOptions filter;
  @Mixin PageOptions page;

  @Option(names = "--counts", description = "Count the members of each.")
  boolean counts;

  ListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Screenful screenful = new Screenful(context, page);
    NameFilter names = filter.filter();
    List<Column> columns = counts ? Columns.COUNTED_ORGANIZATION : Columns.ORGANIZATION;
    try (Stream<CountedOrganization> found =
        context.store().organizations().select(names, screenful.page(), counts)) {
      context.print(
          columns,
          rows -> screenful.print(found, rows, counted -> counted.organization().id(), this::row));
    }
    return ExitCode.OK;
  }

  private Object[] row(CountedOrganization counted) {
    long id = counted.organization().id();
    String name = counted.organization().name();
    return counts ? new Object[] {id, name, counted.members()} : new Object[] {id, name};
  }
}
