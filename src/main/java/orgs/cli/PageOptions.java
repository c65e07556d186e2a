package orgs.cli;

import orgs.store.Page;
import picocli.CommandLine.Option;

/** Which part of a result to take. */
final class PageOptions {

  /** Rows of a table on a terminal, unless a limit is given. */
  static final int SCREENFUL = 100;

  /** The orders, as they are written on the command line. */
  enum Sort {
    id,
    name
  }

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most N rows; 0 for all. Default: 100 for a table on a terminal, else all.")
  Long limit;

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Only rows with a larger id: the next page. Not with --sort name.")
  Long after;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description = "The order of the rows: id or name. Default: id.")
  Sort sort = Sort.id;

  Page page() {
    return new Page(
        limit == null ? 0 : limit, after, sort == Sort.name ? Page.Sort.NAME : Page.Sort.ID);
  }
}
