package orgs.cli.command;

import java.util.concurrent.Callable;
import orgs.cli.rows.Columns;
import orgs.cli.rows.RowForm;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.PageOptions;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.store.FoundMember;
import orgs.store.Memberships;
import orgs.store.NameFilter;

public final class FindCommand implements Callable<Integer> {

  private final Context context;
  private final FilterOptions filter;
  private final PageOptions page;
  private final RowOptions looks;

  public FindCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description("Find members of all organizations, filtered by the database.")
        .examples("orgs find --contains ann", "orgs find --name bob --format jsonl");
    filter = new FilterOptions(syntax);
    page = new PageOptions(syntax);
    looks = new RowOptions(syntax, Columns.FOUND_MEMBER);
  }

  @Override
  public Integer call() {
    NameFilter names = filter.filter();
    if (names.isEmpty()) {
      throw CliException.usage(
          "no filter", "add --name, --like, --contains, --prefix or --regex; export prints all");
    }
    RowForm form = context.rows().form(looks, Columns.FOUND_MEMBER);
    SearchOutput output = new SearchOutput(context, page);
    Memberships members = context.store().memberships();
    output.print(
        form,
        (wanted, rows) -> members.searchTo(names, wanted, rows),
        wanted -> members.search(names, wanted),
        found -> found.member().id(),
        FindCommand::row);
    return ExitCode.OK;
  }

  private static Object[] row(FoundMember found) {
    return new Object[] {
      found.organization().id(),
      found.organization().name(),
      found.member().id(),
      found.member().name()
    };
  }
}
