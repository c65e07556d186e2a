package orgs.cli.browse;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private final int enough;
  private final Consumer<Row> each;
  private final Consumer<Boolean> done;
  private long count;
  private Long last;

  /**
   * Describes it.
   *
   * @param page by id, with a limit
   * @param enough so many rows that are found at once will do
   * @param each is given each row
   * @param done is told at the end whether there are no others
   */
  Fetch(
      Source source,
      NameFilter filter,
      Page page,
      int enough,
      Consumer<Row> each,
      Consumer<Boolean> done) {
    this.source = source;
    this.filter = filter;
    this.page = page;
    this.last = page.after();
    this.enough = enough;
    this.each = each;
    this.done = done;
  }

  @Override
  public void run(Store store, Queries.Query query) {
    handOver(query, () -> source.nearRows(store, filter, rest()));
    if (count >= enough) {
      // The others, when they are wanted.
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
