package orgs.cli.session;

import java.util.Iterator;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import orgs.cli.syntax.PageOptions;
import orgs.output.Format;
import orgs.store.model.Page;

/** Stops a table on a terminal without a pager at a screenful and says how to get the rest. */
public final class TerminalPage {

  private final Context context;
  private final Page page;
  private final boolean stops;

  public TerminalPage(Context context, PageOptions options) {
    this.context = context;
    this.page = options.page();
    this.stops =
        !options.hasLimit()
            && context.rowsOnTerminal()
            && context.format() == Format.TABLE
            && !context.isPaged();
  }

  /** The page to ask for: one row more than is shown, to know whether there are more. */
  public Page page() {
    return stops ? page.withLimit(PageOptions.SCREENFUL + 1) : page;
  }

  public <T> void print(Stream<T> stream, RowWriter rows, ToLongFunction<T> id, RowOf<T> row) {
    Iterator<T> items = stream.iterator();
    long last = 0;
    while (items.hasNext()) {
      if (stops && rows.count() == PageOptions.SCREENFUL) {
        rows.finish();
        context.say(
            "first "
                + PageOptions.SCREENFUL
                + " rows; the next with --after "
                + last
                + ", all with --limit 0");
        return;
      }
      T item = items.next();
      last = id.applyAsLong(item);
      rows.add(row.of(item));
    }
  }

  /** The values of a row. */
  public interface RowOf<T> {
    Object[] of(T item);
  }
}
