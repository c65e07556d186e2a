package orgs.cli.load;

import java.util.function.Consumer;
import java.util.function.Function;
import orgs.cli.rows.RowWriter;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.PageOptions;
import orgs.cli.syntax.Syntax;
import orgs.output.Format;
import orgs.store.ImportRow;
import orgs.store.Sync;
import orgs.store.SyncSummary;

/** Prints how a file and members differ: a row for each change, or one row of numbers. */
public final class SyncOutput {

  private final Context context;
  private final SyncColumns columns;
  private final Arg<Boolean> summaryOnly;

  public SyncOutput(Context context, Syntax syntax, SyncColumns columns) {
    this.context = context;
    this.columns = columns;
    summaryOnly = syntax.flag("--summary", "Print one row of numbers instead of every change.");
  }

  /**
   * Compares and prints the difference.
   *
   * @return the exit code
   */
  public int diff(Importer<ImportRow> file, Sync sync) {
    SyncSummary summary = diff(file, sync, numbers -> {});
    file.finish(toDo(summary));
    return summary.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  /**
   * Compares and prints the difference.
   *
   * @param check is given the numbers before there are rows, and may throw
   */
  SyncSummary diff(Importer<ImportRow> file, Sync sync, Consumer<SyncSummary> check) {
    boolean cut = isCut() && !context.rows().isPaged();
    Function<RowWriter, SyncSummary> body =
        writer -> {
          ChangeRows rows = rows(writer, cut);
          return rows.end(
              sync.diff(file.rows(), rows.beside(file.load()), check, rows.sinkOrNull()));
        };
    SyncSummary summary =
        isSummary()
            ? context.rows().printOneAndGet(columns.numbers(), false, body)
            : context.rows().printAndGet(columns.changes(), body);
    return report(summary, cut);
  }

  SyncColumns columns() {
    return columns;
  }

  /** Whether one row of numbers is printed instead of the changes. */
  boolean isSummary() {
    return summaryOnly.value();
  }

  /** Whether changes are a table on a terminal, which ends at a screenful without a pager. */
  boolean isCut() {
    return !isSummary() && context.rows().isOnTerminal() && context.rows().format() == Format.TABLE;
  }

  ChangeRows rows(RowWriter writer, boolean cut) {
    return new ChangeRows(context, writer, isSummary() ? columns : null, cut);
  }

  /** Says what the rows don't show, and returns the summary. */
  SyncSummary report(SyncSummary summary, boolean cut) {
    if (cut && summary.changes() > PageOptions.SCREENFUL) {
      context
          .messages()
          .say(
              "first %d of %s; all with -o FILE, their numbers with --summary"
                  .formatted(
                      PageOptions.SCREENFUL,
                      context.messages().count(summary.changes(), "change")));
    }
    sayNearlySame(summary);
    return summary;
  }

  /** Says that names are the same to a reader, and different to a comparison. */
  void sayNearlySame(SyncSummary summary) {
    long count = summary.nearlySame();
    if (count > 0) {
      context
          .messages()
          .say(
              "hint: "
                  + context.messages().count(count, "added name")
                  + (count == 1 ? " differs" : " differ")
                  + " from a removed one only in blanks, case or Unicode normalization");
    }
  }

  /** What was done, in words: "2 members added, 1 removed, 7 unchanged". */
  String done(SyncSummary summary) {
    return describe(summary, " created", " deleted", " added", " removed");
  }

  /** What is to be done, in words: "2 members to add, 1 to remove, 7 unchanged". */
  String toDo(SyncSummary summary) {
    return describe(summary, " to create", " to delete", " to add", " to remove");
  }

  private String describe(
      SyncSummary summary, String created, String deleted, String added, String removed) {
    StringBuilder text = new StringBuilder();
    if (summary.organizationsCreated() > 0) {
      text.append(context.messages().count(summary.organizationsCreated(), "organization"))
          .append(created)
          .append(", ");
    }
    if (summary.organizationsDeleted() > 0) {
      text.append(context.messages().count(summary.organizationsDeleted(), "organization"))
          .append(deleted)
          .append(", ");
    }
    return text.append(context.messages().count(summary.added(), "member"))
        .append(added)
        .append(", ")
        .append(context.messages().number(summary.removed()))
        .append(removed)
        .append(", ")
        .append(context.messages().number(summary.unchanged()))
        .append(" unchanged")
        .toString();
  }
}
