package orgs.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import orgs.cli.console.OutputException;
import orgs.cli.session.Context;
import orgs.cli.session.NamedFile;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.FileUse;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Refuses a command whose files are in each other's way, before it does anything. */
final class FileArguments implements IExecutionStrategy {

  private static final String STDIN = "-";
  private static final String OUTPUT = "--output";

  private final Context context;
  private final IExecutionStrategy next;

  FileArguments(Context context, IExecutionStrategy next) {
    this.context = context;
    this.next = next;
  }

  @Override
  public int execute(ParseResult arguments) {
    // By their roles: an option that every command takes is one of each part of a command.
    Map<String, NamedFile> files = new LinkedHashMap<>();
    ParseResult last = arguments;
    boolean help = false;
    for (ParseResult part = arguments; part != null; part = part.subcommand()) {
      help |= part.isUsageHelpRequested() || part.isVersionHelpRequested();
      part.matchedArgs().forEach(argument -> add(argument, files));
      last = part;
    }
    if (!help) {
      use(last, files);
    }
    try {
      return next.execute(arguments);
    } catch (OutputException e) {
      // Its help can't be written.
      throw new ExecutionException(last.commandSpec().commandLine(), e.getMessage(), e);
    }
  }

  private void use(ParseResult command, Map<String, NamedFile> files) {
    try {
      context.files().begin(command.commandSpec().qualifiedName(), files.values());
    } catch (CliException e) {
      throw new ExecutionException(command.commandSpec().commandLine(), e.getMessage(), e);
    }
  }

  private void add(ArgSpec argument, Map<String, NamedFile> files) {
    if (!(argument.userObject() instanceof FileUse use) || argument.getValue() == null) {
      return;
    }
    String role =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    if (role.equals(OUTPUT) && context.globals().outputFile() == null) {
      return; // standard output
    }
    String name = argument.getValue().toString();
    if (use == FileUse.WRITE) {
      files.put(role, NamedFile.written(role, Path.of(name)));
    } else if (name.equals(STDIN)) {
      files.put(role, NamedFile.standardInput());
    } else {
      files.put(role, NamedFile.read(Path.of(name)));
    }
  }
}
