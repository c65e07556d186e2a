package orgs.cli.command;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import orgs.cli.rows.RowForm;
import orgs.cli.rows.Screenful;
import orgs.cli.session.Context;
import orgs.cli.syntax.PageOptions;
import orgs.store.Page;
import orgs.store.RowSink;

/** Prints what a search finds: every row as it comes, or a table of one screenful. */
public final class SearchOutput {

  private static final String SEARCHING = "searching";

  private final Context context;
  private final PageOptions page;
  private final Screenful screenful;

  /** Checks the options of the page. */
  public SearchOutput(Context context, PageOptions page) {
    this.context = context;
    this.page = page;
    this.screenful = new Screenful(context.messages(), context.rows(), page);
  }

  /**
   * Prints the rows.
   *
   * @param copy hands the rows of a page over as they come, for a program or a file
   * @param select streams the rows of a page, for a person
   * @param id the id of a row, from which the next page begins
   * @param row the values of a row
   */
  public <T> void print(
      RowForm form,
      BiConsumer<Page, RowSink> copy,
      Function<Page, Stream<T>> select,
      ToLongFunction<T> id,
      Function<T, Object[]> row) {
    if (context.rows().isStreaming()) {
      printAll(context, form, rows -> copy.accept(page.page(), rows));
      return;
    }
    try (Stream<T> found =
        context.messages().waitFor(SEARCHING, () -> select.apply(screenful.page()))) {
      context.rows().print(form, rows -> screenful.print(found, rows, id, row));
    }
  }

  /** Prints all rows as they come. */
  public static void printAll(Context context, RowForm form, Consumer<RowSink> copy) {
    context
        .rows()
        .print(
            form,
            rows -> {
              rows.waitFor(SEARCHING);
              copy.accept(rows);
            });
  }
}
