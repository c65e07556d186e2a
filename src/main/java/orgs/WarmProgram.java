package orgs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import orgs.cli.Cli;
import orgs.cli.console.Console;
import orgs.daemon.Program;

/** The commands as a daemon runs them, each with a console of its own. */
final class WarmProgram implements Program {

  /**
   * Commands that start programs, read the terminal or run others. A name among the arguments
   * counts as a command: then the command has a process of its own, which is never wrong.
   */
  private static final Set<String> NOT_HERE =
      Set.of(
          "browse",
          "shell",
          "run",
          "demo",
          "psql",
          "start",
          "stop",
          "migrate",
          "distribute",
          "reset",
          "drop",
          "daemon");

  private static final Set<String> ADDING = Set.of("create", "add");

  /** Those that ask for confirmation, or print more rows than they were given names. */
  private static final Set<String> CHANGING =
      Set.of(
          "rename", "mv", "delete", "rm", "remove", "move", "import", "sync", "copy", "merge",
          "restore");

  /** As given where nobody is to be asked. */
  private static final Set<String> UNASKED = Set.of("--yes", "--no-input", "--dry-run");

  /** Of a table, besides its rows: its header and the line below. */
  private static final int OTHER_LINES = 3;

  /** So many names of files are looked at. */
  private static final int MOST_WORDS = 1000;

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /**
   * A device, what the kernel shows of processes, or a text with the name of an open file in it.
   */
  private static final Pattern OPEN_FILE =
      Pattern.compile("^/(dev|proc)/|/dev/(fd/|std)|/proc/(self|thread-self|[0-9])");

  private static final String PARAMETERS = "PG";
  private static final String OWN = "ORGS_";

  @Override
  public Effect effect(Call call) {
    List<String> words = words(call);
    if (words.size() > MOST_WORDS
        || hasAny(NOT_HERE, words)
        || words.stream().anyMatch(word -> namesOpenFile(word, call.directory()))
        || call.environment().entrySet().stream()
            .anyMatch(variable -> namesOpenFile(variable, call.directory()))
        || needsTerminal(call, words)) {
      return Effect.NOT_HERE;
    }
    return hasAny(ADDING, words) || hasAny(CHANGING, words) ? Effect.WRITES : Effect.READS;
  }

  private static List<String> words(Call call) {
    return call.arguments().stream()
        .map(bytes -> ProcessArguments.decode(ByteBuffer.wrap(bytes)))
        .toList();
  }

  private static boolean hasAny(Set<String> names, List<String> words) {
    return !Collections.disjoint(names, words);
  }

  private static boolean namesOpenFile(Map.Entry<String, String> variable, Path directory) {
    return (variable.getKey().startsWith(PARAMETERS) || variable.getKey().startsWith(OWN))
        && namesOpenFile(variable.getValue(), directory);
  }

  /**
   * Whether a file is named by its number in the client, such as /dev/stdin or /dev/fd/5, or is a
   * named pipe: nothing ends the wait for its other end but the end of the process. The word may be
   * a name, a link, or an option with a name at its end.
   */
  private static boolean namesOpenFile(String word, Path directory) {
    if (isOpenFile(word)) {
      return true;
    }
    String name = word.startsWith("--") ? word.substring(word.indexOf('=') + 1) : word;
    if (name.startsWith("-") && name.length() > 2) {
      name = name.substring(2);
    }
    try {
      Path path = directory.resolve(name);
      File file = path.toFile();
      // Not Files.exists, which throws and catches where there is none: most words are no files.
      return file.exists()
          && (!file.isFile() && !file.isDirectory() || leadsToOpenFile(path, MOST_LINKS));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Link by link: to the kernel, the last one would name a file that this process has open. */
  private static boolean leadsToOpenFile(Path file, int mostLinks) throws IOException {
    if (isOpenFile(file.toString()) || isOpenFile(file.toRealPath().toString())) {
      return true;
    }
    return mostLinks > 0
        && Files.isSymbolicLink(file)
        && leadsToOpenFile(file.resolveSibling(Files.readSymbolicLink(file)), mostLinks - 1);
  }

  private static boolean isOpenFile(String name) {
    return OPEN_FILE.matcher(name).find();
  }

  /** Whether the command may ask, or show its rows by a pager after a change was made. */
  private static boolean needsTerminal(Call call, List<String> words) {
    boolean in = call.terminals().charAt(0) == '1';
    boolean asks = in && call.terminals().charAt(2) == '1';
    boolean pages = in && call.terminals().charAt(1) == '1';
    if (asks && hasAny(CHANGING, words) && !hasAny(UNASKED, words)) {
      return true;
    }
    int height = call.rows() == null ? 0 : Integer.parseInt(call.rows());
    return pages
        && (hasAny(CHANGING, words)
            || hasAny(ADDING, words) && words.size() + OTHER_LINES > height);
  }

  @Override
  public Command command(Call call, InputStream in, OutputStream out, OutputStream err) {
    Cli cli =
        new Cli(
            Console.of(
                in, out, err, call.environment(), call.terminals(), call.columns(), call.rows()));
    String[] arguments = words(call).toArray(String[]::new);
    return new Command() {
      @Override
      public int run() {
        return cli.run(arguments);
      }

      @Override
      public int interrupt() {
        return cli.interrupt();
      }

      @Override
      public boolean hasCommitted() {
        return cli.hasCommitted();
      }
    };
  }
}
