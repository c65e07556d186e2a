package orgs.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.cli.session.Columns;
import orgs.cli.session.Context;
import orgs.cli.session.TerminalPage;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.PageOptions;
import orgs.cli.syntax.Syntax;
import orgs.output.Column;
import orgs.store.CountedOrganization;
import orgs.store.NameFilter;

public final class ListCommand implements Callable<Integer> {

  private final Context context;
  private final FilterOptions filter;
  private final PageOptions page;
  private final Arg<Boolean> counts;

  public ListCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .name("list", "ls")
        .description("List organizations.")
        .examples(
            "orgs list --counts", "orgs list --prefix a --ignore-case --sort name --limit 10");
    filter = new FilterOptions(syntax);
    page = new PageOptions(syntax);
    counts = syntax.flag("--counts", "Count the members of each.");
  }

  @Override
  public Integer call() {
    TerminalPage screenful = new TerminalPage(context, page);
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
