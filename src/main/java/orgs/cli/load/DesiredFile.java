package orgs.cli.load;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import orgs.cli.backup.BackupOption;
import orgs.cli.rows.RowWriter;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.output.Column;
import orgs.store.Approval;
import orgs.store.Backup;
import orgs.store.ChangeKind;
import orgs.store.Difference;
import orgs.store.LoadOptions;
import orgs.store.RowSink;

/** A file that says what there should be: what {@code diff} and {@code sync} do with it. */
public final class DesiredFile {

  private final Context context;
  private final Arg<Boolean> summary;
  private final Rows rows;

  /** Null for a comparison. */
  private RemovalLimit limit;

  private Confirmation confirmation;
  private BackupOption backup;

  /**
   * What is printed.
   *
   * @param changes a row for each change
   * @param numbers one row with their numbers
   * @param summary of these numbers
   */
  public record Rows(
      List<Column> changes, List<Column> numbers, Function<Difference, Object[]> summary) {}

  private DesiredFile(Context context, Syntax syntax, Rows rows) {
    this.context = context;
    this.rows = rows;
    summary = syntax.flag("--summary", "Print one row of numbers instead of every change.");
  }

  /** For a comparison. */
  public static DesiredFile toCompare(Context context, Syntax syntax, Rows rows) {
    return new DesiredFile(context, syntax, rows);
  }

  /** For a change. */
  public static DesiredFile toReach(Context context, Syntax syntax, Rows rows) {
    DesiredFile file = new DesiredFile(context, syntax, rows);
    file.limit = new RemovalLimit(syntax);
    file.backup = new BackupOption(syntax);
    file.confirmation = Confirmation.orDryRun(syntax);
    return file;
  }

  /** Compares, given the check of the numbers and the place for the rows, which may be null. */
  public interface Comparison {
    Difference run(LoadOptions load, Consumer<Difference> check, RowSink sink);
  }

  /** Changes, given who approves of it and the places for rows, which may be null. */
  public interface Change {
    Difference run(LoadOptions load, Approval approval, RowSink sink, Backup backup);
  }

  /** Prints the difference. */
  public Difference compare(LoadOptions load, Comparison comparison) {
    return compare(load, comparison, difference -> {});
  }

  private Difference compare(LoadOptions load, Comparison comparison, Consumer<Difference> check) {
    return print(load, false, (options, sink) -> comparison.run(options, check, sink));
  }

  /**
   * Makes the change and prints it, or what it would be; returns what to say of it.
   *
   * @param load how the file is loaded
   * @param beginning what a sync does before it compares
   * @param subject what changes: {@code "organization 'acme'"}
   * @param name what has to be typed to confirm
   */
  public String reach(
      LoadOptions load,
      ChangeKind beginning,
      String subject,
      String name,
      Comparison comparison,
      Change change) {
    Approval approval = approval(subject, name);
    if (confirmation.isDryRun()) {
      context.store().rehearse(beginning);
      Difference difference = compare(load, comparison, approval::check);
      rehearse(difference);
      return "dry run: " + toDo(difference) + "; nothing was changed";
    }
    return done(
        backup.during(
            context,
            saved ->
                print(load, true, (options, sink) -> change.run(options, approval, sink, saved))));
  }

  private void rehearse(Difference difference) {
    if (difference.removed() > 0) {
      context.store().rehearse(ChangeKind.REMOVE_SURPLUS);
    }
    if (difference.organizationsDeleted() > 0) {
      context.store().rehearse(ChangeKind.PRUNE);
    }
    if (difference.added() > 0) {
      context.store().rehearse(ChangeKind.ADD_MISSING);
    }
  }

  /** Refuses where nobody can be asked, before anything is read. */
  public void requireAnswer() {
    if (confirmation.isDryRun()) {
      return;
    }
    limit.quota();
    if (confirmation.needsAnswer()) {
      confirmation.requireTerminal(context, "makes the members equal to a file");
    }
  }

  private Approval approval(String subject, String name) {
    Quota quota = limit.quota();
    return new Approval() {
      @Override
      public void check(Difference difference) {
        limit.check(difference, quota);
      }

      @Override
      public boolean asks() {
        return confirmation.needsAnswer();
      }

      @Override
      public void ask(Difference difference) {
        sayNearlySame(difference);
        confirmation.ask(context, "changes " + subject + ": " + toDo(difference), name);
      }
    };
  }

  private Difference print(
      LoadOptions load, boolean changes, BiFunction<LoadOptions, RowSink, Difference> work) {
    if (summary.value()) {
      Difference difference =
          context
              .rows()
              .printOneAndGet(
                  rows.numbers(),
                  changes,
                  writer -> {
                    Difference found = work.apply(load, null);
                    writer.add(rows.summary().apply(found));
                    return found;
                  });
      sayNearlySame(difference);
      return difference;
    }
    Difference[] result = new Difference[1];
    FirstRows[] screen = new FirstRows[1];
    Consumer<RowWriter> body =
        writer -> {
          screen[0] = new FirstRows(context, writer, !changes);
          result[0] = work.apply(screen[0].beside(load), screen[0]);
        };
    if (changes) {
      context.rows().printChanges(rows.changes(), body);
    } else {
      context.rows().print(rows.changes(), body);
    }
    screen[0].sayWhatIsMissing();
    sayNearlySame(result[0]);
    return result[0];
  }

  /** What was done, in words: "2 members added, 1 removed, 7 unchanged". */
  private String done(Difference difference) {
    return describe(difference, " created", " deleted", " added", " removed");
  }

  /** What is to be done, in words: "2 members to add, 1 to remove, 7 unchanged". */
  public String toDo(Difference difference) {
    return describe(difference, " to create", " to delete", " to add", " to remove");
  }

  private String describe(
      Difference difference, String created, String deleted, String added, String removed) {
    StringBuilder text = new StringBuilder();
    if (difference.organizationsCreated() > 0) {
      text.append(context.messages().count(difference.organizationsCreated(), "organization"))
          .append(created)
          .append(", ");
    }
    if (difference.organizationsDeleted() > 0) {
      text.append(context.messages().count(difference.organizationsDeleted(), "organization"))
          .append(deleted)
          .append(", ");
    }
    return text.append(context.messages().count(difference.added(), "member"))
        .append(added)
        .append(", ")
        .append(context.messages().number(difference.removed()))
        .append(removed)
        .append(", ")
        .append(context.messages().number(difference.unchanged()))
        .append(" unchanged")
        .toString();
  }

  /** The same names to a reader, and others to a comparison. */
  private void sayNearlySame(Difference difference) {
    long count = difference.nearlySame();
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

  /** The exit code of a comparison. */
  public static int exitCode(Difference difference) {
    return difference.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
