package orgs.cli.load;

import java.util.function.Supplier;
import orgs.cli.rows.RowWriter;
import orgs.cli.session.Context;
import orgs.cli.syntax.PageOptions;
import orgs.store.LoadContext;
import orgs.store.RowSink;
import orgs.store.SyncSummary;

/** Prints the rows of a sync: its changes, on a terminal a screenful of them, or their numbers. */
final class ChangeRows implements RowSink {

  private final Context context;
  private final RowWriter writer;
  private final SyncColumns numbers;
  private final boolean cut;
  private long count;

  /**
   * Prints to this writer.
   *
   * @param numbers makes the only row, or null where changes are printed
   * @param cut whether only a screenful of changes is printed
   */
  ChangeRows(Context context, RowWriter writer, SyncColumns numbers, boolean cut) {
    this.context = context;
    this.writer = writer;
    this.numbers = numbers;
    this.cut = cut;
  }

  /** Takes the changes; null where only numbers are printed. */
  RowSink sinkOrNull() {
    return numbers == null ? this : null;
  }

  /** Prints the numbers, where they are wanted, and returns them. */
  SyncSummary end(SyncSummary summary) {
    if (numbers != null) {
      writer.add(numbers.row().apply(summary));
    }
    return summary;
  }

  @Override
  public void add(Object... values) {
    if (isShown()) {
      writer.add(values);
    }
  }

  @Override
  public void copied(byte[] row) {
    if (isShown()) {
      writer.copied(row);
    }
  }

  private boolean isShown() {
    count++;
    return !cut || count <= PageOptions.SCREENFUL;
  }

  /**
   * The context of a load beside these rows: a line of progress would be drawn into a row that has
   * come in part.
   */
  LoadContext beside(LoadContext load) {
    return new LoadContext(
        load.mayLockTable(),
        new LoadContext.Phases() {
          @Override
          public <T> T run(String name, Supplier<T> phase) {
            return count > 0 && context.rows().isOnTerminal()
                ? phase.get()
                : load.phases().run(name, phase);
          }
        });
  }
}
