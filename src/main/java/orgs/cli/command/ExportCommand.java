package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowForm;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.store.Memberships;
import orgs.store.NameFilter;

public final class ExportCommand implements Callable<Integer> {

  private final Context context;
  private final FilterOptions filter;
  private final RowOptions looks;

  public ExportCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Print organizations with their members, in the form that import reads.",
            "Filters apply to the organizations' names.")
        .examples("orgs export --output everything.tsv", "orgs export --prefix a --format csv");
    filter = new FilterOptions(syntax);
    looks = new RowOptions(syntax, Columns.MEMBERSHIP);
  }

  @Override
  public Integer call() {
    NameFilter names = filter.filter();
    RowForm form = context.rows().form(looks, Columns.MEMBERSHIP);
    Memberships memberships = context.store().memberships();
    SearchOutput.printAll(context, form, rows -> memberships.export(names, rows));
    return ExitCode.OK;
  }
}
