package orgs.cli.load;

import orgs.cli.rows.RowWriter;
import orgs.cli.session.Context;
import orgs.cli.syntax.PageOptions;
import orgs.output.Format;
import orgs.store.LoadOptions;
import orgs.store.RowSink;

/** Rows of a change, which on a terminal stop at a screenful and have no progress among them. */
final class FirstRows implements RowSink {

  private final Context context;
  private final RowWriter rows;
  private final boolean stops;
  private long count;

  /**
   * Passes them on.
   *
   * @param paged whether a pager may show all
   */
  FirstRows(Context context, RowWriter rows, boolean paged) {
    this.context = context;
    this.rows = rows;
    this.stops =
        context.rows().isOnTerminal()
            && context.rows().format() == Format.TABLE
            && !(paged && context.rows().isPaged());
  }

  @Override
  public void add(Object... values) {
    if (isShown()) {
      rows.add(values);
    }
  }

  @Override
  public void copied(byte[] row) {
    if (isShown()) {
      rows.copied(row);
    }
  }

  private boolean isShown() {
    count++;
    return !stops || count <= PageOptions.SCREENFUL;
  }

  /** A line of progress would be drawn into a row that has come in part. */
  LoadOptions beside(LoadOptions load) {
    return new LoadOptions(
        load.mayLockTable(),
        (what, step) -> {
          if (count > 0 && context.rows().isOnTerminal()) {
            step.run();
          } else {
            load.steps().during(what, step);
          }
        });
  }

  /** For a person who sees the first rows only. */
  void sayWhatIsMissing() {
    if (stops && count > PageOptions.SCREENFUL) {
      context
          .messages()
          .say(
              "first %d of %s; all with -o FILE, their numbers with --summary"
                  .formatted(PageOptions.SCREENFUL, context.messages().count(count, "change")));
    }
  }
}
