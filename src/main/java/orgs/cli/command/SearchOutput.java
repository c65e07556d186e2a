package orgs.cli.command;

import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import orgs.cli.rows.PrintedColumns;
import orgs.cli.rows.RowWriter;
import orgs.cli.session.Context;
import orgs.cli.syntax.PageOptions;
import orgs.store.copy.RowSink;
import orgs.store.model.Page;

/**
 * Prints the rows that a search finds as they come. A table on a terminal without a pager stops at
 * a screenful, and a message shows how to get the rest.
 */
public final class SearchOutput {

  private static final String SEARCHING = "searching";

  private final Context context;
  private final Page page;
  private final boolean stops;

  /** Checks the options of the page. */
  public SearchOutput(Context context, PageOptions options) {
    this.context = context;
    this.page = options.page();
    this.stops =
        !options.hasLimit() && context.rows().isTableOnTerminal() && !context.rows().isPaged();
  }

  /**
   * Searches and prints the rows.
   *
   * @param copy hands the rows of a page over as they come, for a program or a file
   * @param select streams the rows of a page, for a person
   * @param id the id of a row, from which the next page begins
   * @param row the values of a row
   */
  public <T> void print(
      PrintedColumns form,
      BiConsumer<Page, RowSink> copy,
      Function<Page, Stream<T>> select,
      ToLongFunction<T> id,
      Function<T, Object[]> row) {
    if (context.rows().isStreaming()) {
      printAll(context, form, rows -> copy.accept(page, rows));
      return;
    }
    try (Stream<T> found = context.messages().waitFor(SEARCHING, () -> select.apply(page()))) {
      print(form, found, id, row);
    }
  }

  /** Prints all rows as they come. */
  public static void printAll(Context context, PrintedColumns form, Consumer<RowSink> copy) {
    context
        .rows()
        .print(
            form,
            rows -> {
              rows.waitFor(SEARCHING);
              copy.accept(rows);
            });
  }

  /** The page to select: one row more than is shown, to know whether there are more. */
  Page page() {
    return stops ? page.withLimit(PageOptions.SCREENFUL + 1) : page;
  }

  /** Prints the rows of {@link #page}. */
  <T> void print(
      PrintedColumns form, Stream<T> found, ToLongFunction<T> id, Function<T, Object[]> row) {
    context.rows().print(form, rows -> print(found.iterator(), rows, id, row));
  }

  private <T> void print(
      Iterator<T> found, RowWriter rows, ToLongFunction<T> id, Function<T, Object[]> row) {
    long last = 0;
    while (found.hasNext()) {
      if (stops && rows.count() == PageOptions.SCREENFUL) {
        rows.finish();
        context
            .messages()
            .say(
                "first "
                    + PageOptions.SCREENFUL
                    + " rows; the next with --after "
                    + last
                    + ", all with --limit 0");
        return;
      }
      T next = found.next();
      last = id.applyAsLong(next);
      rows.add(row.apply(next));
    }
  }
}
