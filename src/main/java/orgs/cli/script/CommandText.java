package orgs.cli.script;

import java.util.List;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.output.SafeText;
import picocli.CommandLine;

/** Runs text as commands, one after the other, over one connection. */
public final class CommandText {

  /** Commands that run others themselves, or that are not about organizations. */
  private static final List<String> NOT_HERE = List.of("run", "shell", "browse", "demo", "db");

  private final Context outer;
  private final Errors errors;
  private final CommandLine commandLine;
  private final String place;
  private final boolean shown;

  /**
   * Creates the command line that runs the text.
   *
   * @param outer the context of the command that has the text
   * @param inner the context of the commands in it
   * @param place the place of the text, for messages: {@code "a script"}
   * @param shown whether {@code --echo} shows the commands, too
   */
  public CommandText(
      Context outer, Context inner, CommandLineFactory commandLines, String place, boolean shown) {
    this.outer = outer;
    this.place = place;
    this.shown = shown;
    this.errors = new Errors(inner, outer.signals()::isInterrupted);
    this.commandLine = commandLines.create(inner, errors);
    NOT_HERE.forEach(commandLine.getCommandSpec()::removeSubcommand);
  }

  public Errors errors() {
    return errors;
  }

  public CommandLine commandLine() {
    return commandLine;
  }

  /** Runs a command, or shows a heading or why the text is neither; returns the exit code. */
  public int run(String text) {
    if (text.startsWith("##")) {
      outer.messages().heading(text.substring(2).strip());
      return ExitCode.OK;
    }
    if (text.startsWith("\\")) {
      return fail(
          CliException.usage(
              "no command " + text.split("\\s", 2)[0],
              "only the shell has some of psql's commands"));
    }
    List<String> words;
    try {
      words = ShellWords.split(text);
    } catch (CliException e) {
      return fail(e);
    }
    if (words.isEmpty()) {
      return ExitCode.OK;
    }
    if (words.get(0).equals("orgs") && words.size() > 1) {
      // Outside of a script, the command begins with orgs.
      words = words.subList(1, words.size());
    }
    if (NOT_HERE.contains(words.get(0))) {
      return fail(CliException.usage("orgs " + words.get(0) + " can't be used in " + place, null));
    }
    if (shown && outer.globals().echo.value()) {
      outer
          .console()
          .err()
          .println(outer.messages().style().heading("$ orgs " + SafeText.of(text)));
    }
    return commandLine.execute(words.toArray(String[]::new));
  }

  /** Reports a failure and returns its exit code. */
  public int fail(RuntimeException e) {
    return errors.handleExecutionException(e, commandLine, null);
  }
}
