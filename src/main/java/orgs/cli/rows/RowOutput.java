package orgs.cli.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import orgs.cli.console.Console;
import orgs.cli.console.Messages;
import orgs.cli.console.OutputException;
import orgs.cli.console.ProgressDisplay;
import orgs.cli.console.Signals;
import orgs.cli.files.OutputName;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.GlobalOptions;
import orgs.cli.syntax.RowOptions;
import orgs.output.Column;
import orgs.output.Format;
import orgs.output.Layout;
import orgs.store.StoreException;

/** The rows that a command prints: their format, and the place they go to. */
public final class RowOutput {

  private final Console console;
  private final GlobalOptions globals;
  private final Messages messages;
  private final Signals signals;
  private final Paging paging;
  private final Transaction transaction;

  /** The format that the name of a script's output file asks for, or null. */
  private final Format formatOfScript;

  private boolean sent;
  private boolean changed;

  /**
   * The transaction that a command runs in.
   *
   * @param isOpen whether a transaction is open that may still be undone
   * @param leave ends the reading of rows that are no longer wanted; called on another thread
   */
  public record Transaction(BooleanSupplier isOpen, Runnable leave) {}

  /** Creates the output of a process's command. */
  public RowOutput(
      Console console,
      GlobalOptions globals,
      Messages messages,
      Signals signals,
      Paging paging,
      Transaction transaction) {
    this(console, globals, messages, signals, paging, transaction, null);
  }

  private RowOutput(
      Console console,
      GlobalOptions globals,
      Messages messages,
      Signals signals,
      Paging paging,
      Transaction transaction,
      Format formatOfScript) {
    this.console = console;
    this.globals = globals;
    this.messages = messages;
    this.signals = signals;
    this.paging = paging;
    this.transaction = transaction;
    this.formatOfScript = formatOfScript;
  }

  /** Creates the output of a script's lines. */
  public RowOutput forScript(
      Console itsConsole,
      GlobalOptions itsGlobals,
      Messages itsMessages,
      Signals itsSignals,
      Transaction itsTransaction) {
    return new RowOutput(
        itsConsole, itsGlobals, itsMessages, itsSignals, paging, itsTransaction, formatOfOutput());
  }

  /** The pager, which a process has one of. */
  public Paging paging() {
    return paging;
  }

  /** Begins another command, or another attempt at it. */
  public void begin() {
    sent = false;
    paging.forget();
  }

  /** Whether rows were sent that can't be taken back. */
  public boolean areSent() {
    return sent;
  }

  /** Whether rows go to a person's screen. */
  public boolean isOnTerminal() {
    return console.outTerminal() && globals.outputFile() == null;
  }

  /**
   * Whether a table that is longer than the screen goes to a pager. Then it has all rows, which are
   * read as far as the person looks.
   */
  public boolean isPaged() {
    return isOnTerminal()
        && console.inTerminal()
        && format() == Format.TABLE
        && !globals.noPager.value()
        && paging.isPossible(console.environment(), messages::say);
  }

  /** Whether rows go to a program or a file, all of them and as fast as they come. */
  public boolean isStreaming() {
    return format() != Format.TABLE && !isOnTerminal();
  }

  public Format format() {
    Format named = formatOfOutput();
    if (named != null) {
      return named;
    }
    Format given = globals.format.value();
    if (given != null) {
      return given;
    }
    return isOnTerminal() ? Format.TABLE : Format.TSV;
  }

  /** Whether the format was chosen: by an option, or by a file's name. */
  public boolean isFormatChosen() {
    return globals.format.isGiven() || formatOfOutput() != null;
  }

  /** The format that the name of the output file asks for, or null if there is none. */
  private Format formatOfOutput() {
    if (globals.format.isGiven()) {
      return null;
    }
    Path file = globals.outputFile();
    return file == null ? formatOfScript : OutputName.format(file);
  }

  /** Refuses a format that these rows don't have, before the database is asked for anything. */
  public void requireFormatFor(List<Column> columns) {
    if (format() == Format.ID
        && columns.stream().noneMatch(column -> column.kind() == Column.Kind.ID)) {
      throw CliException.usage(
          "these rows have no id", "use --format table, csv, tsv, json, jsonl or md");
    }
  }

  /** The form of these rows; refuses what can't be printed, as {@link #requireFormatFor} does. */
  public RowForm form(RowOptions options, List<Column> columns) {
    options.check(format());
    int[] chosen = options.areChosen() ? options.places(columns) : null;
    RowForm form = new RowForm(columns, chosen, options.hasHeader(), options.isForSpreadsheet());
    requireFormatFor(form.printed());
    return form;
  }

  /** Prints the rows of a reading command. A reader that goes away ends it. */
  public void print(List<Column> columns, Consumer<RowWriter> body) {
    print(RowForm.of(columns), body);
  }

  /** Prints rows in this form. */
  public void print(RowForm form, Consumer<RowWriter> body) {
    print(form, false, false, returningNull(body));
  }

  /** Prints the rows of a reading command and returns what the body returns. */
  public <T> T printAndGet(List<Column> columns, Function<RowWriter, T> body) {
    return print(RowForm.of(columns), false, false, body);
  }

  /** Prints one row that is an object of its own. */
  public void printOne(RowForm form, Object... row) {
    print(form, true, false, returningNull(rows -> rows.add(row)));
  }

  /**
   * Prints one row that the command finds out while it prints.
   *
   * @param changes whether the command writes, and continues if its reader goes away
   * @return what the body returns
   */
  public <T> T printOneAndGet(List<Column> columns, boolean changes, Function<RowWriter, T> body) {
    return print(RowForm.of(columns), true, changes, body);
  }

  /**
   * Prints the rows of a writing command, which continues if its reader goes away. They are sent
   * when the body returns, or when they are too many to be kept until then.
   */
  public void printChanges(List<Column> columns, Consumer<RowWriter> body) {
    printChanges(RowForm.of(columns), body);
  }

  /** Prints the rows of a writing command in this form. */
  public void printChanges(RowForm form, Consumer<RowWriter> body) {
    print(form, false, true, returningNull(body));
  }

  /** Prints the rows of a writing command and returns what the body returns. */
  public <T> T printChangesAndGet(List<Column> columns, Function<RowWriter, T> body) {
    return print(RowForm.of(columns), false, true, body);
  }

  private static Function<RowWriter, Void> returningNull(Consumer<RowWriter> body) {
    return rows -> {
      body.accept(rows);
      return null;
    };
  }

  private <T> T print(RowForm form, boolean single, boolean changes, Function<RowWriter, T> body) {
    requireFormatFor(form.printed());
    boolean paged = !single && !changes && isPaged();
    try (OutputTarget output = paged ? pagedOutput() : output(changes);
        ProgressDisplay waiting = waiting()) {
      RowWriter rows =
          new RowWriter(
              output.printer(format(), form, layout(form, single)),
              waiting,
              changes,
              signals::isInterrupted);
      T result;
      try {
        result = body.apply(rows);
      } catch (RuntimeException e) {
        rows.abandon();
        if (isOfUnknownOutcome(e)) {
          releaseAfter(e, output);
        }
        throw e;
      }
      changed |= changes;
      // A script's transaction may still be undone.
      boolean afterChange = changes && !transaction.isOpen().getAsBoolean();
      try {
        rows.finish();
        output.complete();
      } catch (OutputException e) {
        throw afterChange ? e.afterChange() : e;
      }
      return result;
    }
  }

  /** Sends the rows of a change that may have been made: nothing else reports it. */
  private static void releaseAfter(RuntimeException failure, OutputTarget output) {
    try {
      output.release();
    } catch (OutputException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isOfUnknownOutcome(RuntimeException failure) {
    return failure instanceof StoreException store
        && store.kind() == StoreException.Kind.UNKNOWN_OUTCOME;
  }

  private Layout layout(RowForm form, boolean single) {
    boolean terminal = isOnTerminal();
    return new Layout(
        terminal,
        console.width(),
        messages.isColored(terminal),
        single,
        form.header(),
        form.spreadsheet());
  }

  /** Counts rows that go to a file, but not those that go to a screen or a pager. */
  private ProgressDisplay waiting() {
    return new ProgressDisplay(messages.progress(), globals.outputFile() != null);
  }

  /** Whether something was changed; a script's transaction may still undo it. */
  public boolean hasChanged() {
    return changed;
  }

  /**
   * Opens the place that rows go to.
   *
   * @param hold whether rows are held back until they are complete or too many: then what is undone
   *     before leaves none
   */
  public OutputTarget output(boolean hold) {
    return OutputTarget.to(globals.outputFile(), console.out(), signals, hold, () -> sent = true);
  }

  private OutputTarget pagedOutput() {
    return OutputTarget.to(paging.output(console, transaction.leave()), signals, () -> sent = true);
  }

  /** Prints one number. */
  public void printNumber(String name, long number) {
    printAlone(name, String.valueOf(number));
  }

  /** Prints one word, which has nothing that any format would escape. */
  public void printWord(String name, String word) {
    boolean json = format() == Format.JSON || format() == Format.JSONL;
    printAlone(name, json ? '"' + word + '"' : word);
  }

  private void printAlone(String name, String value) {
    try (OutputTarget output = output(false)) {
      String text = (format() == Format.CSV ? name + "\n" : "") + value + "\n";
      output.stream().write(text.getBytes(StandardCharsets.UTF_8));
      output.complete();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
