package orgs.cli.browse;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import orgs.store.NameFilter;
import orgs.store.Page;
import orgs.store.Store;

/**
 * A page of a list, handed over row by row as they come. Run again after a loss of the connection,
 * it goes on where it was.
 */
final class Fetch implements Queries.Work {

  private final Source source;
  private final NameFilter filter;
  private final Page page;
  private final Consumer<Row> each;
  private final Consumer<Boolean> done;
  private long count;
  private Long last;

  /**
   * Describes it.
   *
   * @param page with a limit
   * @param each is given each row
   * @param done is told at the end whether there are no others
   */
  Fetch(Source source, NameFilter filter, Page page, Consumer<Row> each, Consumer<Boolean> done) {
    this.source = source;
    this.filter = filter;
    this.page = page;
    this.last = page.after();
    this.each = each;
    this.done = done;
  }

  @Override
  public void run(Store store, Queries.Query query) {
    if (count < page.limit()) {
      fetch(store, query);
    }
    if (!query.isStopped()) {
      done.accept(count < page.limit());
    }
  }

  private void fetch(Store store, Queries.Query query) {
    Page rest = new Page(page.limit() - count, last, page.sort(), page.descending());
    try (Stream<Row> rows = source.rows(store, filter, rest)) {
      for (Iterator<Row> row = rows.iterator(); !query.isStopped() && row.hasNext(); ) {
        Row next = row.next();
        last = next.id();
        count++;
        each.accept(next);
      }
    }
  }
}
