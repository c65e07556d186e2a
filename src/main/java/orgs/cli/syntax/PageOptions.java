package orgs.cli.syntax;

import orgs.store.model.Page;

/** The options that select a part of a result. */
public final class PageOptions {

  /** Rows of a table on a terminal, unless a limit is given. */
  public static final int SCREENFUL = 100;

  /** The orders, as they are written on the command line. */
  public enum Sort {
    id,
    name
  }

  private final Arg<Long> limit;
  private final Arg<Long> after;
  private final Arg<Sort> sort;
  private final Arg<Boolean> descending;

  public PageOptions(Syntax syntax) {
    limit =
        syntax
            .number(
                "--limit",
                "N",
                "At most N rows; 0 for all. Default: 100 for a table on a terminal without a pager,"
                    + " else all.")
            .setDefault(0L);
    after =
        syntax.number(
            "--after",
            "ID",
            "Only rows behind the one with this ID: the next page, in the same order.");
    sort =
        syntax
            .choice("--sort", "KEY", Sort.class, "The order of the rows: id or name. Default: id.")
            .setDefault(Sort.id);
    descending = syntax.flag("--desc", "The other way round: the last row first.");
  }

  public boolean hasLimit() {
    return limit.isGiven();
  }

  public Page page() {
    return new Page(
        limit.value(),
        after.value(),
        sort.value() == Sort.name ? Page.Sort.NAME : Page.Sort.ID,
        descending.value());
  }
}
