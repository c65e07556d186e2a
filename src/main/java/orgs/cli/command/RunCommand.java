package orgs.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.files.IoReason;
import orgs.cli.files.StandardStream;
import orgs.cli.rows.OutputTarget;
import orgs.cli.script.Script;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;
import orgs.input.FileType;
import orgs.input.text.InputException;
import orgs.input.text.InputFile;

public final class RunCommand implements Callable<Integer> {

  private final Context context;
  private final CommandLineFactory commandLines;
  private final Arg<String> file;
  private final Arg<Boolean> singleTransaction;
  private final Arg<Boolean> keepGoing;

  public RunCommand(Context context, Syntax syntax, CommandLineFactory commandLines) {
    this.context = context;
    this.commandLines = commandLines;
    syntax
        .description(
            "Run many commands in one process, one per line, over one connection.",
            "Words are split as in a shell: quotes and backslashes work, variables don't, and a ; at"
                + " the end of a word ends a command. A line that begins with # is a comment; one that"
                + " begins with ## is a heading, which is shown.")
        .exitCodes("2:The script can't be read.", "n:The exit code of the first line that failed.")
        .examples("orgs run setup.orgs --single-transaction", "orgs run - --keep-going");
    file = syntax.inputFile("FILE", "The script; - for standard input.");
    singleTransaction =
        syntax.flag("--single-transaction", "Either all lines take effect, or none does.");
    keepGoing =
        syntax.flag(
            "--keep-going",
            "Continue after a line that fails; the exit code is that of the first failure.");
  }

  @Override
  public Integer call() {
    boolean atOnce = singleTransaction.value();
    boolean goOn = keepGoing.value();
    if (atOnce && goOn) {
      throw CliException.usage("--keep-going and --single-transaction can't be combined", null);
    }
    String path = file.value();
    boolean stdin = path.equals("-") || StandardStream.IN.isNamed(Path.of(path));
    String name = stdin ? "stdin" : path;
    if (stdin || !Files.isRegularFile(Path.of(path))) {
      context.attempt().spendInput();
    }
    try (InputFile file = stdin ? InputFile.of(context.console().in()) : open(Path.of(path));
        OutputTarget rows = context.rows().output(atOnce && !context.rows().isOnTerminal())) {
      InputStream in = FileType.text(file.content(), null).content();
      Script script =
          new Script(context, context.connection(), commandLines, name, stdin, rows.stream());
      if (!atOnce) {
        context.signals().setOutcome(null);
        context.signals().cleanup().add(() -> context.messages().say(script.interruption()));
      }
      int code = atOnce ? script.runInOneTransaction(in, rows) : script.run(in, goOn);
      if (!Script.isFailure(code) || goOn && code != ExitCode.INTERRUPTED) {
        script.complete(rows);
      }
      return code;
    } catch (InputException e) {
      throw new CliException(ExitCode.USAGE, name + ": " + e.getMessage(), "give a script as text");
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILURE,
          "can't read " + name + ": " + IoReason.of(e),
          atOnce ? "everything was undone" : "what its lines did until then stays");
    }
  }

  private static InputFile open(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        return InputFile.open(path);
      }
    } catch (IOException e) {
      // The error below doesn't depend on the reason.
    }
    throw CliException.usage("can't read " + path, "give a readable file, or - for stdin");
  }
}
