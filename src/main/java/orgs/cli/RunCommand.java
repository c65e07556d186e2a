package orgs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Run many commands in one process, one per line, over one connection.",
      "Words are split as a shell does: quotes and backslashes work, variables don't. A line that"
          + " begins with # is a comment, with ## a heading that is shown."
    },
    exitCodeList = {"2:The script can't be read.", "n:The code of the first line that failed."},
    footer = {"  orgs run setup.orgs --single-transaction", "  orgs run - --keep-going"})
final class RunCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The script; - for standard input.")
  String file;

  @Option(names = "--single-transaction", description = "All lines take effect, or none.")
  boolean singleTransaction;

  @Option(
      names = "--keep-going",
      description = "Go on after a failing line; the exit code is the first failure's.")
  boolean keepGoing;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (singleTransaction && keepGoing) {
      throw CliException.usage("--keep-going and --single-transaction exclude each other", null);
    }
    boolean stdin = file.equals("-");
    try (InputStream in = stdin ? context.console().in() : open(Path.of(file));
        RowOutput rows = context.scriptOutput()) {
      Script script =
          new Script(context, context.connections(), stdin ? "stdin" : file, rows.stream());
      int code = singleTransaction ? script.runInOneTransaction(in) : script.run(in, keepGoing);
      if (code == ExitCode.OK || keepGoing) {
        rows.complete();
      }
      return code;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        return Files.newInputStream(path);
      }
    } catch (IOException e) {
      // Told below: why doesn't matter.
    }
    throw CliException.usage("can't read " + path, "name a readable file, or - for stdin");
  }
}
