package orgs.cli.command.members;

import java.util.concurrent.Callable;
import orgs.cli.command.SearchOutput;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowForm;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.PageOptions;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.Member;
import orgs.store.Members;
import orgs.store.NameFilter;

public final class MembersListCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final FilterOptions filter;
  private final PageOptions page;
  private final RowOptions looks;

  public MembersListCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("List members, filtered by the database.")
        .exitCodes(Usage.NO_ORGANIZATION)
        .examples(
            "orgs members list acme --like '%an%'",
            "orgs members list acme --after 2 --limit 100 --format jsonl");
    organization = new OrganizationParameter(syntax);
    filter = new FilterOptions(syntax);
    page = new PageOptions(syntax);
    looks = new RowOptions(syntax, Columns.MEMBER);
  }

  @Override
  public Integer call() {
    SearchOutput output = new SearchOutput(context, page);
    NameFilter names = filter.filter();
    RowForm form = context.rows().form(looks, Columns.MEMBER);
    Members members = organization.members(context.store());
    output.print(
        form,
        (wanted, rows) -> members.copyTo(names, wanted, rows),
        wanted -> members.select(names, wanted),
        Member::id,
        member -> new Object[] {member.id(), member.name()});
    return ExitCode.OK;
  }
}
