package orgs.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.GlobalOptions;
import orgs.cli.syntax.RowOptions;
import orgs.cli.syntax.Syntax;
import orgs.config.ConnectionFlags;
import orgs.config.ConnectionSettings;
import orgs.database.Database;
import orgs.output.Column;
import orgs.output.Format;
import orgs.output.Layout;
import orgs.output.Numbers;
import orgs.output.Progress;
import orgs.output.SafeText;
import orgs.store.JooqWarmUp;
import orgs.store.Store;
import orgs.store.session.Interruptible;
import orgs.store.session.Interruption;

/** What a command works with: the options that every command takes, the console, the store. */
public final class Context implements AutoCloseable {

  private static final String NOTHING_CHANGED = "nothing was changed";

  private final Console console;
  private final JooqWarmUp warmUp;
  private final Syntax root = Syntax.ofRoot();
  private final GlobalOptions globals = new GlobalOptions(root);
  private final Cancellations cancellations;
  private final OpenProgress openProgress;
  private final Delivery delivery = new Delivery(() -> hasCommitted() && !tellsOfInterruption());
  private final Paging paging;
  private StoreHolder connections;
  private volatile String undone = NOTHING_CHANGED;
  private volatile boolean interrupted;
  private boolean inScript;

  /** Null where this isn't the context of a script's lines. */
  private Context script;

  private boolean inputSpent;
  private boolean rowsSent;

  /** Whether standard input is the script itself. */
  private boolean readsScript;

  private boolean stdinTaken;

  private volatile boolean isPartOfTransaction;

  /** Null as long as no command has any. */
  private CommandFiles files;

  private final List<Interruptible> writers = new CopyOnWriteArrayList<>();
  private boolean changed;

  /** Who shows messages instead of stderr, or null. */
  private volatile Consumer<String> teller;

  /** What the name of the file for a script's rows says of their format, or null. */
  private Format formatOfRows;

  /**
   * Works with this console.
   *
   * @param warmUp what was begun for the store, or null
   */
  public Context(Console console, JooqWarmUp warmUp) {
    this.warmUp = warmUp;
    this.cancellations = new Cancellations();
    this.openProgress = new OpenProgress();
    this.paging = new Paging(console, cancellations);
    this.console = paging.console(console);
  }

  /** For the commands in a text. */
  private Context(Console console, Context outer, StoreHolder shared) {
    this.console = console;
    this.warmUp = null;
    this.cancellations = outer.cancellations;
    this.openProgress = outer.openProgress;
    this.paging = outer.paging;
    this.connections = shared;
    this.script = outer;
    this.inScript = true;
    this.globals.inherit(outer.globals);
    this.formatOfRows = outer.formatOfOutput();
  }

  /**
   * A context for the lines of a script: they share the connection and the place for rows, and
   * can't be asked.
   *
   * @param fromStdin whether the script is read from standard input, which no line can have then
   */
  public Context forScript(StoreHolder shared, OutputStream rows, boolean fromStdin) {
    Context context = new Context(console.forScript(rows, rowsOnTerminal()), this, shared);
    context.readsScript = fromStdin;
    return context;
  }

  /**
   * A context for the commands that somebody types: they share the connection and the place for
   * rows, and can ask.
   *
   * @param in where answers are read from
   */
  public Context forTerminal(StoreHolder shared, OutputStream rows, InputStream in, Screen screen) {
    Context context =
        new Context(console.onTerminal(in, rows, rowsOnTerminal(), screen), this, shared);
    context.globals.noInput.setDefault(globals.noInput.value());
    return context;
  }

  /**
   * A command begins, with the files that its options and parameters name.
   *
   * @throws CliException (USAGE) for one that it can't have
   */
  public void beginFiles(String command, Collection<NamedFile> named) {
    if (files != null || !named.isEmpty()) {
      files().begin(command);
      named.forEach(this::useFile);
    }
  }

  private CommandFiles files() {
    if (files == null) {
      files = script == null ? CommandFiles.ofProcess() : script.files().forScript();
    }
    return files;
  }

  /** The command has another file. */
  public void useFile(NamedFile file) {
    if (file.written() && !file.stream()) {
      OutputName.check(file.role(), file.path(), globals.format.isGiven());
    }
    Descriptors.requireOpen(file.path());
    files().add(file);
  }

  /**
   * Standard input, for a command that reads all of it: of a script's lines only one can.
   *
   * @throws CliException (USAGE) when it is the script, or has been read
   */
  public InputStream takeStdin() {
    if (readsScript) {
      throw CliException.usage("standard input is the script", "name a file");
    }
    if (script != null && stdinTaken && !console.inTerminal()) {
      throw CliException.usage("a line before this one has read standard input", "name a file");
    }
    stdinTaken = true;
    return console.in();
  }

  public Console console() {
    return console;
  }

  /** The syntax of the root, which begins with the options of every command. */
  public Syntax root() {
    return root;
  }

  public GlobalOptions globals() {
    return globals;
  }

  public Store store() {
    return connections().store();
  }

  public StoreHolder connections() {
    if (connections == null) {
      connections = connectionsTo(settings());
    } else if (inScript && !globals.connection().equals(ConnectionFlags.NONE)) {
      throw CliException.usage(
          "the lines of a script share one connection", "give the connection options to orgs run");
    }
    connections.echo().enable(globals.echo.value());
    return connections;
  }

  /** Why the connection was lost, where the server could not tell itself; or null. */
  public String reasonOfLoss() {
    return connections().database().reasonOfLoss();
  }

  public StoreHolder connectionsTo(ConnectionSettings settings) {
    Echo echo = new Echo(console.err(), onErr());
    Database database = new Database(settings, settings.home(), this::say, echo::statement);
    StoreHolder opened = new StoreHolder(database, echo, warmUp);
    interruptible(opened);
    return opened;
  }

  public ConnectionSettings settings() {
    return ConnectionSettings.resolve(globals.connection(), console.environment());
  }

  /** How text on stderr looks. */
  public Style onErr() {
    return new Style(colorOn(console.errTerminal()));
  }

  /** Whether errors are for a script: asked for, or because the rows are. */
  public boolean errorsAsJson() {
    Format format = globals.format.value();
    return format == Format.JSON
        || format == Format.JSONL
        || "json".equals(console.environment().get("ORGS_ERROR_FORMAT"));
  }

  /** From here on messages are shown by this; by null, on stderr again. */
  public void sayBy(Consumer<String> newTeller) {
    teller = newTeller;
  }

  /** A message for people, on stderr. */
  public void say(String message) {
    Consumer<String> told = teller;
    if (told != null) {
      told.accept(message);
    } else if (!globals.quiet.value()) {
      console.err().println(SafeText.of(message));
    }
  }

  /** A number in a message, as the reader of messages likes it: {@code 1,000,000}. */
  public String number(long number) {
    return console.errTerminal() ? Numbers.grouped(number) : String.valueOf(number);
  }

  /** The same with what it counts: {@code 1 member}. */
  public String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** What an interruption means: "nothing was imported"; null when another tells it. */
  public void interruptedMeans(String outcome) {
    undone = outcome;
  }

  /** Whether the command itself says what an interruption means. */
  public boolean tellsOfInterruption() {
    return undone == null;
  }

  /** What was being written is undone. */
  public void sayInterrupted() {
    if (undone != null) {
      sayOfSignal("interrupted; " + undone);
    }
  }

  /** A signal can't undo it any more. */
  public void sayTooLate(String outcome) {
    sayOfSignal("interrupted too late: " + outcome);
  }

  /** What a signal led to. Where errors are for a script, the exit code says it. */
  public void sayOfSignal(String message) {
    if (errorsAsJson()) {
      return;
    }
    if (console.errTerminal()) {
      // Behind the terminal's own ^C.
      console.err().println();
    }
    console.err().println(onErr().error("orgs:") + " " + message);
  }

  /** Progress on stderr, where a person sees it. */
  public Progress progress() {
    boolean shown =
        switch (globals.progress.value()) {
          case always -> true;
          case never -> false;
          case auto ->
              console.errTerminal()
                  && !globals.quiet.value()
                  && !globals.echo.value()
                  && !"dumb".equals(console.environment().get("TERM"));
        };
    boolean ending = interrupted || script != null && script.interrupted;
    return shown && !ending
        ? openProgress.add(Progress.on(console.err(), console.width(), System::nanoTime))
        : Progress.none();
  }

  /** Waits for a long statement, and lets a person see that. */
  public <T> T waitFor(String what, Supplier<T> statement) {
    try (Progress progress = progress()) {
      return ProgressDisplay.spin(progress, what, statement);
    }
  }

  /** Rows are counted where they go to a file, not to a screen or a pager. */
  private ProgressDisplay waiting() {
    return new ProgressDisplay(progress(), globals.outputFile() != null);
  }

  /** A heading of a script, on stderr. */
  public void heading(String text) {
    if (!globals.quiet.value()) {
      console.err().println();
      console.err().println(onErr().heading("# " + SafeText.of(text)));
    }
  }

  /** Whether rows go to a person's screen. */
  public boolean rowsOnTerminal() {
    return console.outTerminal() && globals.outputFile() == null;
  }

  /**
   * Whether a table goes to a pager where it is longer than the screen: all of it, for it is read
   * as far as the person looks.
   */
  public boolean isPaged() {
    return rowsOnTerminal()
        && console.inTerminal()
        && format() == Format.TABLE
        && !globals.noPager.value()
        && paging.isPossible(console.environment(), this::say);
  }

  /** The command has done its work; waits until the person has seen its rows. */
  public void endPaging() {
    paging.await();
  }

  /** Whether the person left the pager before all rows had come, which ends the command. */
  public boolean wasPagerLeft() {
    return paging.wasLeft();
  }

  /** Nobody wants the rows that are still to come. For another thread. */
  private void leave() {
    // Not in somebody's transaction: that would fail with it. The next row is one too many then.
    if (!isPartOfTransaction && connections != null) {
      connections.cancel();
    }
  }

  /** Whether the commands are parts of a transaction that stays open. */
  public void setPartOfTransaction(boolean part) {
    isPartOfTransaction = part;
  }

  /** Whether somebody can be asked. */
  boolean canAsk() {
    return console.inTerminal() && console.errTerminal() && !globals.noInput.value();
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
    return rowsOnTerminal() ? Format.TABLE : Format.TSV;
  }

  /** A command begins, perhaps not for the first time. */
  public void beginAttempt() {
    rowsSent = false;
    inputSpent = false;
    paging.forget();
  }

  /** Something was read that can't be read again: standard input, a pipe. */
  public void inputIsSpent() {
    inputSpent = true;
    if (script != null) {
      script.inputIsSpent();
    }
  }

  /** Whether a command whose transaction was undone can run again as if nothing had been. */
  public boolean mayTryAgain() {
    boolean partOfTransaction = connections != null && connections.isInTransaction();
    return !interrupted && !partOfTransaction && !inputSpent && !rowsSent;
  }

  /** Whether somebody said how rows are to be printed: by an option, or by a file's name. */
  public boolean isFormatChosen() {
    return globals.format.isGiven() || formatOfOutput() != null;
  }

  /** Refuses a format that these rows don't have, before anything is asked for. */
  public void requireFormatFor(List<Column> columns) {
    if (format() == Format.ID
        && columns.stream().noneMatch(column -> column.kind() == Column.Kind.ID)) {
      throw CliException.usage(
          "these rows have no id", "use --format table, csv, tsv, json, jsonl or md");
    }
  }

  /** How these rows are printed; refuses what can't be, before anything is asked for. */
  public RowForm form(RowOptions options, List<Column> columns) {
    options.check(format());
    int[] chosen = options.areChosen() ? options.places(columns) : null;
    RowForm form = new RowForm(columns, chosen, options.hasHeader(), options.isForSpreadsheet());
    requireFormatFor(form.printed());
    return form;
  }

  /** What the name of the file for the rows says, or null where --format or no name says it. */
  private Format formatOfOutput() {
    if (globals.format.isGiven()) {
      return null;
    }
    Path file = globals.outputFile();
    return file == null ? formatOfRows : OutputName.format(file);
  }

  private Layout layout(RowForm form, boolean single) {
    boolean terminal = rowsOnTerminal();
    return new Layout(
        terminal, console.width(), colorOn(terminal), single, form.header(), form.spreadsheet());
  }

  /** Whether colour is wanted where it could be shown. */
  public boolean colorOn(boolean terminal) {
    return switch (globals.color.value()) {
      case always -> true;
      case never -> false;
      case auto ->
          terminal
              && console.environment().getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(console.environment().get("TERM"));
    };
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
   */
  public void printOne(List<Column> columns, boolean changes, Consumer<RowWriter> body) {
    print(RowForm.of(columns), true, changes, returningNull(body));
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

  /** Prints the rows of a writing command, which continues if its reader goes away. */
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
    try (OutputTarget output = paged ? pagedOutput() : output();
        ProgressDisplay waiting = waiting()) {
      RowWriter rows =
          new RowWriter(
              output.printer(format(), form, layout(form, single)),
              waiting,
              changes,
              () -> interrupted || script != null && script.interrupted);
      T result;
      try {
        result = body.apply(rows);
      } catch (RuntimeException e) {
        rows.abandon();
        throw e;
      }
      changed |= changes;
      // In the one transaction of a script it may be undone yet.
      boolean afterChange = changes && !store().isInTransaction();
      try {
        rows.finish();
        output.complete();
      } catch (OutputException e) {
        throw afterChange ? e.afterChange() : e;
      }
      return result;
    }
  }

  /** Whether something was changed; it may still be undone in the one transaction of a script. */
  public boolean hasChanged() {
    return changed;
  }

  /** Whether rows go to a program or a file, all of them and as fast as they come. */
  public boolean streams() {
    return format() != Format.TABLE && !rowsOnTerminal();
  }

  /** Where rows go: for the rows of all lines of a script. */
  public OutputTarget output() {
    return OutputTarget.to(
        globals.outputFile(), console.out(), cancellations, delivery, () -> rowsSent = true);
  }

  private OutputTarget pagedOutput() {
    return OutputTarget.to(
        paging.output(console, this::leave), cancellations, () -> rowsSent = true);
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
    try (OutputTarget output = output()) {
      String text = (format() == Format.CSV ? name + "\n" : "") + value + "\n";
      output.stream().write(text.getBytes(StandardCharsets.UTF_8));
      output.complete();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  @Override
  public void close() {
    if (connections != null) {
      connections.close();
    }
  }

  /** Something that writes, and that a signal ends. */
  public void interruptible(Interruptible writer) {
    writers.add(writer);
    if (interrupted) {
      writer.cancel();
    }
  }

  /** Something to do when a signal ends the process, before it ends. */
  public void onCancel(Runnable action) {
    cancellations.add(action);
  }

  /** Begins a file beside the one that it will become; a signal removes it. */
  public DraftFile draft(Path target) throws IOException {
    return cancellations.draft(target);
  }

  /** Removes a draft, if it is still there. */
  public void discard(DraftFile draft) {
    try {
      cancellations.discard(draft);
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /** Whether a signal ends the process: what fails from here on fails because of that. */
  public boolean isInterrupted() {
    return interrupted;
  }

  /** What was interrupted has ended; another command begins. */
  public void resume() {
    interrupted = false;
    delivery.reset();
    undone = NOTHING_CHANGED;
    writers.forEach(Interruptible::resume);
  }

  /** Ends what runs, for a signal; returns the worst that it met. */
  public Interruption interrupt() {
    interrupted = true;
    openProgress.close();
    Interruption worst = Interruption.NOTHING_WRITTEN;
    for (Interruptible writer : writers) {
      Interruption met = writer.cancel();
      worst = met.compareTo(worst) > 0 ? met : worst;
    }
    return worst;
  }

  /**
   * Keeps rows from being completed after a signal, unless they report a change. For another
   * thread.
   *
   * @return whether the command had completed its rows
   */
  public boolean interruptDelivery() {
    return delivery.interrupt();
  }

  /** The process ends now: rows that aren't complete never are. For another thread. */
  public void giveUpDelivery() {
    delivery.giveUp();
  }

  /** Whether a COMMIT is under way, whose outcome isn't known yet. */
  public boolean isCommitting() {
    return writers.stream().anyMatch(Interruptible::isCommitting);
  }

  /** Whether anything was committed; the rest may have been undone. */
  public boolean hasCommitted() {
    return writers.stream().anyMatch(Interruptible::hasCommitted);
  }

  /** Removes what was temporary, for a signal. */
  public void cleanUp() {
    cancellations.run();
  }
}
