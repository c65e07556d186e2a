package orgs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import orgs.database.ConnectionFlags;
import orgs.database.ConnectionSettings;
import orgs.database.Database;
import orgs.database.Home;
import orgs.output.Column;
import orgs.output.Format;
import orgs.output.Layout;
import orgs.output.Progress;
import orgs.output.SafeText;
import orgs.store.HeadStart;
import orgs.store.Store;

/** What a command works with: the options that every command takes, the console, the store. */
final class Context implements AutoCloseable {

  private final Console console;
  private final HeadStart headStart;
  private final Syntax root = Syntax.ofRoot();
  private final Globals globals = new Globals(root);
  private final List<Runnable> cancellations = new CopyOnWriteArrayList<>();
  private Connections connections;
  private boolean inScript;

  /**
   * Works with this console.
   *
   * @param headStart what was begun for the store, or null
   */
  Context(Console console, HeadStart headStart) {
    this.console = console;
    this.headStart = headStart;
  }

  /**
   * A context for the lines of a script: they share the connection and the place for rows, and
   * can't be asked.
   */
  Context forScript(Connections shared, OutputStream rows) {
    Context context = new Context(console.forScript(rows, rowsOnTerminal()), null);
    context.connections = shared;
    context.inScript = true;
    context.globals.inherit(globals);
    return context;
  }

  Console console() {
    return console;
  }

  /** The syntax of the root, which begins with the options of every command. */
  Syntax root() {
    return root;
  }

  Globals globals() {
    return globals;
  }

  Store store() {
    return connections().store();
  }

  Connections connections() {
    if (connections == null) {
      connections = connectionsTo(settings());
    } else if (inScript && !globals.connection().equals(ConnectionFlags.NONE)) {
      throw CliException.usage(
          "a script's lines share its connection", "give the connection options to orgs run");
    }
    connections.echo().enable(globals.echo.value());
    return connections;
  }

  Connections connectionsTo(ConnectionSettings settings) {
    Echo echo = new Echo(console.err(), onErr());
    Database database =
        new Database(settings, Home.of(console.environment()), this::say, echo::statement);
    Connections opened = new Connections(database, echo, headStart);
    onCancel(opened::cancel);
    return opened;
  }

  ConnectionSettings settings() {
    return ConnectionSettings.resolve(globals.connection(), console.environment());
  }

  /** How text on stderr looks. */
  Style onErr() {
    return new Style(color(console.errTerminal()));
  }

  /** Whether errors are for a script: asked for, or because the rows are. */
  boolean errorsAsJson() {
    Format format = globals.format.value();
    return format == Format.JSON
        || format == Format.JSONL
        || "json".equals(console.environment().get("ORGS_ERROR_FORMAT"));
  }

  /** A message for people, on stderr. */
  void say(String message) {
    if (!globals.quiet.value()) {
      console.err().println(console.errTerminal() ? SafeText.of(message) : message);
    }
  }

  /** Progress on stderr, where a person sees it. */
  Progress progress() {
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
    return shown ? Progress.on(console.err(), console.width(), System::nanoTime) : Progress.none();
  }

  /** Waits for a long statement, and lets a person see that. */
  <T> T waitFor(String what, Supplier<T> statement) {
    try (Progress progress = progress()) {
      return Waiting.spin(progress, what, statement);
    }
  }

  /** Rows are counted where they go to a file, not to a screen or a pager. */
  private Waiting waiting() {
    return new Waiting(progress(), globals.output.isGiven());
  }

  /** A heading of a script, on stderr. */
  void heading(String text) {
    if (!globals.quiet.value()) {
      console.err().println();
      console.err().println(onErr().heading("# " + SafeText.of(text)));
    }
  }

  /** Whether rows go to a person's screen. */
  boolean rowsOnTerminal() {
    return console.outTerminal() && !globals.output.isGiven();
  }

  /** Whether somebody can be asked. */
  boolean canAsk() {
    return console.inTerminal() && console.errTerminal() && !globals.noInput.value();
  }

  Format format() {
    Format given = globals.format.value();
    if (given != null) {
      return given;
    }
    return rowsOnTerminal() ? Format.TABLE : Format.TSV;
  }

  Layout layout(boolean single) {
    boolean terminal = rowsOnTerminal();
    return new Layout(terminal, console.width(), color(terminal), single);
  }

  private boolean color(boolean terminal) {
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
  void print(List<Column> columns, Consumer<Rows> body) {
    print(columns, false, false, body);
  }

  /** Prints one row that is an object of its own. */
  void printOne(List<Column> columns, Object... row) {
    print(columns, true, false, rows -> rows.add(row));
  }

  /** Prints the rows of a writing command, which goes on when its reader goes away. */
  void printChanges(List<Column> columns, Consumer<Rows> body) {
    print(columns, false, true, body);
  }

  private void print(List<Column> columns, boolean single, boolean changes, Consumer<Rows> body) {
    try (RowOutput output = RowOutput.to(globals.output.value(), console.out());
        Waiting waiting = waiting()) {
      Rows rows = new Rows(output.printer(format(), columns, layout(single)), waiting, changes);
      body.accept(rows);
      rows.finish();
      output.complete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server's own COPY output is just what is to be printed. */
  boolean passesCopyOn() {
    return format() == Format.TSV && !rowsOnTerminal();
  }

  /** Prints what the server sends. */
  void copy(CopySource source) {
    try (RowOutput output = RowOutput.to(globals.output.value(), console.out());
        Waiting waiting = waiting()) {
      waiting.begin("reading");
      source.copyTo(waiting.counting(output.stream()));
      output.complete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes COPY's text format. */
  interface CopySource {
    void copyTo(OutputStream out) throws IOException;
  }

  /** Where the rows of all lines of a script go. */
  RowOutput scriptOutput() throws IOException {
    return RowOutput.to(globals.output.value(), console.out());
  }

  /** Prints one number. */
  void printNumber(String name, long number) {
    try (RowOutput output = RowOutput.to(globals.output.value(), console.out())) {
      String text = (format() == Format.CSV ? name + "\n" : "") + number + "\n";
      output.stream().write(text.getBytes(StandardCharsets.UTF_8));
      output.stream().flush();
      output.complete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (connections != null) {
      connections.close();
    }
  }

  /** Something to do when a signal ends the process, before it ends. */
  void onCancel(Runnable action) {
    cancellations.add(action);
  }

  /** Ends what runs, for a signal. */
  void cancel() {
    cancellations.forEach(Runnable::run);
  }
}
