package orgs.cli;

import java.util.Iterator;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import orgs.output.Format;
import orgs.store.Page;

/** Stops a table on a terminal at a screenful and says how to get the rest. */
final class Screenful {

  private final Context context;
  private final Page page;
  private final boolean stops;

  Screenful(Context context, PageOptions options) {
    this.context = context;
    this.page = options.page();
    this.stops =
        !options.hasLimit() && context.rowsOnTerminal() && context.format() == Format.TABLE;
  }

  /** The page to ask for: one row more than is shown, to know whether there are more. */
  Page page() {
    return stops ? page.withLimit(PageOptions.SCREENFUL + 1) : page;
  }

  <T> void print(Stream<T> stream, Rows rows, ToLongFunction<T> id, RowOf<T> row) {
    Iterator<T> items = stream.iterator();
    long last = 0;
    while (items.hasNext()) {
      if (stops && rows.count() == PageOptions.SCREENFUL) {
        rows.finish();
        context.say(
            "first "
                + PageOptions.SCREENFUL
                + " rows; "
                + (page.sort() == Page.Sort.ID ? "the next with --after " + last + ", " : "")
                + "all with --limit 0");
        return;
      }
      T item = items.next();
      last = id.applyAsLong(item);
      rows.add(row.of(item));
    }
  }

  /** The values of a row. */
  interface RowOf<T> {
    Object[] of(T item);
  }
}
