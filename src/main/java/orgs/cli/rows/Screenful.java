package orgs.cli.rows;

import java.util.Iterator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import orgs.cli.console.Messages;
import orgs.cli.syntax.PageOptions;
import orgs.output.Format;
import orgs.store.Page;

/** Stops a table on a terminal without a pager at a screenful and says how to get the rest. */
public final class Screenful {

  private final Messages messages;
  private final Page page;
  private final boolean stops;

  public Screenful(Messages messages, RowOutput output, PageOptions options) {
    this.messages = messages;
    this.page = options.page();
    this.stops =
        !options.hasLimit()
            && output.isOnTerminal()
            && output.format() == Format.TABLE
            && !output.isPaged();
  }

  /** The page to ask for: one row more than is shown, to know whether there are more. */
  public Page page() {
    return stops ? page.withLimit(PageOptions.SCREENFUL + 1) : page;
  }

  /**
   * Prints these items.
   *
   * @param id the id of an item, from which the next page begins
   * @param row the values of an item's row
   */
  public <T> void print(
      Stream<T> stream, RowWriter rows, ToLongFunction<T> id, Function<T, Object[]> row) {
    Iterator<T> items = stream.iterator();
    long last = 0;
    while (items.hasNext()) {
      if (stops && rows.count() == PageOptions.SCREENFUL) {
        rows.finish();
        messages.say(
            "first "
                + PageOptions.SCREENFUL
                + " rows; the next with --after "
                + last
                + ", all with --limit 0");
        return;
      }
      T item = items.next();
      last = id.applyAsLong(item);
      rows.add(row.apply(item));
    }
  }
}
