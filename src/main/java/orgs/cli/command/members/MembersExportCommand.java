package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.command.SearchOutput;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowForm;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Members;
import orgs.store.NameFilter;
import orgs.store.Page;

public final class MembersExportCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final FilterOptions filter;
  private final RowOptions looks;

  public MembersExportCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Print all members, or all that match a filter, whatever the format.")
        .exitCodes(Usage.NO_ORGANIZATION)
        .examples(
            "orgs members export acme --output acme.tsv",
            "orgs members export acme --contains an --format jsonl");
    organization = new OrganizationParameter(syntax);
    filter = new FilterOptions(syntax);
    looks = new RowOptions(syntax, Columns.MEMBER);
  }

  @Override
  public Integer call() {
    NameFilter names = filter.filter();
    RowForm form = context.rows().form(looks, Columns.MEMBER);
    Members members = organization.members(context.store());
    SearchOutput.printAll(context, form, rows -> members.copyTo(names, Page.ALL, rows));
    return ExitCode.OK;
  }
}
