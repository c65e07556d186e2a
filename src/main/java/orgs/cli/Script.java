package orgs.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orgs.output.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Runs the lines of a script as commands, over one connection. */
final class Script {

  private static final List<String> NOT_IN_SCRIPTS = List.of("run", "demo", "db");

  private final Context outer;
  private final Context inner;
  private final Errors errors;
  private final CommandLine commandLine;
  private final String name;

  /**
   * Prepares to run.
   *
   * @param connections what the lines share
   * @param name of the script, for messages
   */
  Script(Context outer, Connections connections, String name) {
    this.outer = outer;
    this.name = name;
    this.inner = outer.forScript(connections);
    this.errors = new Errors(inner, () -> false);
    this.commandLine = Cli.commandLine(inner, errors);
    NOT_IN_SCRIPTS.forEach(commandLine.getCommandSpec()::removeSubcommand);
    Map<String, String> defaults = defaults(outer.globals());
    commandLine.setDefaultValueProvider(
        argument ->
            argument instanceof OptionSpec option ? defaults.get(option.longestName()) : null);
  }

  /** The options of {@code run} itself hold for its lines. */
  private static Map<String, String> defaults(Globals globals) {
    Map<String, String> defaults = new HashMap<>();
    if (globals.format != null) {
      defaults.put("--format", FormatConverter.name(globals.format));
    }
    defaults.put("--quiet", String.valueOf(globals.quiet));
    defaults.put("--echo", String.valueOf(globals.echo));
    defaults.put("--debug", String.valueOf(globals.debug));
    defaults.put("--color", globals.color.name());
    defaults.put("--progress", globals.progress.name());
    return defaults;
  }

  /** Runs all lines, or as far as one fails. */
  int run(InputStream in, boolean keepGoing) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    int result = ExitCode.OK;
    int number = 0;
    String line;
    while ((line = next(lines, number + 1)) != null) {
      number++;
      int code = runLine(line, number);
      if (code != ExitCode.OK && !keepGoing) {
        return code;
      }
      result = result == ExitCode.OK ? code : result;
    }
    return result;
  }

  /** Runs all lines; what they did is undone when one fails. */
  int runInOneTransaction(InputStream in) throws IOException {
    try {
      return inner
          .store()
          .transaction(
              () -> {
                int code = run(in, false);
                if (code != ExitCode.OK) {
                  throw new Undo(code);
                }
                return code;
              });
    } catch (Undo undo) {
      outer.say("everything was undone");
      return undo.code;
    }
  }

  private String next(BufferedReader lines, int number) throws IOException {
    try {
      return lines.readLine();
    } catch (CharacterCodingException e) {
      throw CliException.usage(name + ":" + number + ": not valid UTF-8", null);
    }
  }

  private int runLine(String line, int number) {
    String text = line.strip();
    if (text.startsWith("##")) {
      outer.heading(text.substring(2).strip());
      return ExitCode.OK;
    }
    errors.at(name, number);
    List<String> words;
    try {
      words = ShellWords.split(text);
    } catch (CliException e) {
      return errors.handleExecutionException(e, commandLine, null);
    }
    if (words.isEmpty()) {
      return ExitCode.OK;
    }
    if (outer.globals().echo) {
      err().println(outer.onErr().heading("$ orgs " + SafeText.of(text)));
    }
    return commandLine.execute(words.toArray(String[]::new));
  }

  private PrintStream err() {
    return outer.console().err();
  }

  /** Undoes a transaction without being an error of its own. */
  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Undo(int code) {
      super(null, null, false, false);
      this.code = code;
    }
  }
}
