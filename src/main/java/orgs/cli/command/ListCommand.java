package orgs.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowForm;
import orgs.cli.rows.Screenful;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.PageOptions;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.output.Column;
import orgs.store.CountedOrganization;
import orgs.store.NameFilter;

public final class ListCommand implements Callable<Integer> {

  /** The column whose values have to be counted. */
  private static final String MEMBERS = "members";

  private final Context context;
  private final FilterOptions filter;
  private final PageOptions page;
  private final RowOptions looks;
  private final Arg<Boolean> counts;

  public ListCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("List organizations.")
        .examples(
            "orgs list --counts", "orgs list --prefix a --ignore-case --sort name --limit 10");
    filter = new FilterOptions(syntax);
    page = new PageOptions(syntax);
    looks = new RowOptions(syntax, Columns.COUNTED_ORGANIZATION);
    counts =
        syntax.flag(
            "--counts", "Count the members of each. So does the column members in --columns.");
  }

  @Override
  public Integer call() {
    Screenful screenful = new Screenful(context.messages(), context.rows(), page);
    NameFilter names = filter.filter();
    boolean counting = looks.areChosen() ? looks.names(MEMBERS) : counts.value();
    List<Column> columns =
        counting || looks.areChosen() ? Columns.COUNTED_ORGANIZATION : Columns.ORGANIZATION;
    RowForm form = context.rows().form(looks, columns);
    try (Stream<CountedOrganization> found =
        context.store().organizations().select(names, screenful.page(), counting)) {
      context
          .rows()
          .print(
              form,
              rows ->
                  screenful.print(
                      found,
                      rows,
                      counted -> counted.organization().id(),
                      counted -> row(counted, columns)));
    }
    return ExitCode.OK;
  }

  private static Object[] row(CountedOrganization counted, List<Column> columns) {
    long id = counted.organization().id();
    String name = counted.organization().name();
    return columns == Columns.ORGANIZATION
        ? new Object[] {id, name}
        : new Object[] {id, name, counted.members()};
  }
}
