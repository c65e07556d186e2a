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

  /** What brings commands of its own, or isn't about organizations. */
  private static final List<String> NOT_HERE = List.of("run", "shell", "browse", "demo", "db");

  private final Context outer;
  private final Errors errors;
  private final CommandLine commandLine;
  private final String place;
  private final boolean shown;

  /**
   * Prepares to run.
   *
   * @param outer the context of the command that has the text
   * @param inner the context of the commands in it
   * @param place where they stand: {@code "a script"}
   * @param shown whether {@code --echo} shows them, too
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

  /** Where the errors of the commands go. */
  public Errors errors() {
    return errors;
  }

  /** The commands. */
  public CommandLine commandLine() {
    return commandLine;
  }

  /** Runs one command, or what else a line of text may be, and returns its exit code. */
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
      // As it is written everywhere else.
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

  /** Tells of a failure and returns its exit code. */
  public int fail(RuntimeException e) {
    return errors.handleExecutionException(e, commandLine, null);
  }
}
