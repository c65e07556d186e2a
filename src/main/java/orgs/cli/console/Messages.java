package orgs.cli.console;

import java.util.function.Consumer;
import java.util.function.Supplier;
import orgs.cli.syntax.GlobalOptions;
import orgs.output.Format;
import orgs.output.Numbers;
import orgs.output.Progress;
import orgs.output.SafeText;

/** Messages for people on stderr, and the progress of long work. */
public final class Messages {

  private final Console console;
  private final GlobalOptions globals;
  private final Signals signals;

  /** Shows messages in the place of stderr, or null. */
  private volatile Consumer<String> display;

  public Messages(Console console, GlobalOptions globals, Signals signals) {
    this.console = console;
    this.globals = globals;
    this.signals = signals;
  }

  /** Has messages shown by this display from now on; null means on stderr. */
  public void showOn(Consumer<String> newDisplay) {
    display = newDisplay;
  }

  /** Shows a message. */
  public void say(String message) {
    Consumer<String> shown = display;
    if (shown != null) {
      shown.accept(message);
    } else if (!globals.quiet.value()) {
      console.err().println(SafeText.of(message));
    }
  }

  /** Shows a heading of a script. */
  public void heading(String text) {
    if (!globals.quiet.value()) {
      console.err().println();
      console.err().println(style().heading("# " + SafeText.of(text)));
    }
  }

  /** Formats a number for the reader of messages: {@code 1,000,000} on a terminal. */
  public String number(long number) {
    return console.errTerminal() ? Numbers.grouped(number) : String.valueOf(number);
  }

  /** Formats a number with the noun that it counts: {@code 1 member}. */
  public String count(long number, String noun) {
    return number(number) + " " + Numbers.noun(number, noun);
  }

  /** Shows that what was being written is undone. */
  public void sayInterrupted() {
    if (signals.outcome() != null) {
      sayOfSignal("interrupted; " + signals.outcome());
    }
  }

  /** Shows that a signal couldn't undo the command any more. */
  public void sayTooLate(String outcome) {
    sayOfSignal("interrupted too late: " + outcome);
  }

  /** Shows what a signal led to. If errors are for a script, the exit code says it. */
  public void sayOfSignal(String message) {
    if (errorsAsJson()) {
      return;
    }
    if (console.errTerminal()) {
      // The terminal itself has written ^C on this line.
      console.err().println();
    }
    console.err().println(style().error("orgs:") + " " + message);
  }

  /** Whether errors are for a script: because it asked for them, or because the rows are. */
  public boolean errorsAsJson() {
    Format format = globals.format.value();
    return format == Format.JSON
        || format == Format.JSONL
        || "json".equals(console.environment().get("ORGS_ERROR_FORMAT"));
  }

  /** Progress on stderr, if a person sees it. */
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
    return shown && !signals.isInterrupted()
        ? signals.erasing(Progress.on(console.err(), console.width(), System::nanoTime))
        : Progress.none();
  }

  /** Runs a long statement and shows a person that it runs. */
  public <T> T waitFor(String what, Supplier<T> statement) {
    try (Progress progress = progress()) {
      return ProgressDisplay.spin(progress, what, statement);
    }
  }

  /** The style of text on stderr. */
  public Style style() {
    return new Style(isColored(console.errTerminal()));
  }

  /** Whether text is coloured there. */
  public boolean isColored(boolean terminal) {
    return switch (globals.color.value()) {
      case always -> true;
      case never -> false;
      case auto ->
          terminal
              && console.environment().getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(console.environment().get("TERM"));
    };
  }
}
