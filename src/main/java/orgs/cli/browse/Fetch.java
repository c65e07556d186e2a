package orgs.cli.browse;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import orgs.store.Store;
import orgs.store.model.NameFilter;
import orgs.store.model.Page;

/**
 * The query for a page of a list. It hands over each row as it comes; when it is run again after a
 * loss of the connection, it continues after the last row.
 *
 * <p><b>Threading.</b> The queries' thread runs it and calls both consumers; these take rows and
 * the end to the screen's thread.
 */
final class Fetch implements Queries.Work {

  private final Source source;
  private final NameFilter filter;
  private final Page page;
  private final int firstScreen;
  private final Consumer<Row> each;
  private final Consumer<Boolean> done;
  private long count;
  private Long last;

  /**
   * Makes the query.
   *
   * @param page a page by id, with a limit
   * @param firstScreen how many rows are enough where they are found at once
   * @param each is given each row
   * @param done is given at the end whether there are no others
   */
  Fetch(
      Source source,
      NameFilter filter,
      Page page,
      int firstScreen,
      Consumer<Row> each,
      Consumer<Boolean> done) {
    this.source = source;
    this.filter = filter;
    this.page = page;
    this.last = page.after();
    this.firstScreen = firstScreen;
    this.each = each;
    this.done = done;
  }

  @Override
  public void run(Store store, Queries.Query query) {
    handOver(query, () -> source.nearRows(store, filter, rest()));
    if (count >= firstScreen) {
      // The other rows are loaded when the screen comes near to them.
      done(query, false);
      return;
    }
    handOver(query, () -> source.rows(store, filter, rest()));
    done(query, count < page.limit());
  }

  private Page rest() {
    return new Page(page.limit() - count, last, page.sort(), page.descending());
  }

  private void handOver(Queries.Query query, Supplier<Stream<Row>> search) {
    if (query.isStopped() || count == page.limit()) {
      return;
    }
    try (Stream<Row> rows = search.get()) {
      for (Iterator<Row> row = rows.iterator(); !query.isStopped() && row.hasNext(); ) {
        Row next = row.next();
        last = next.id();
        count++;
        each.accept(next);
      }
    }
  }

  private void done(Queries.Query query, boolean noOthers) {
    if (!query.isStopped()) {
      done.accept(noOthers);
    }
  }
}
