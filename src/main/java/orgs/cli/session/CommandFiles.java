package orgs.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import orgs.cli.console.Console;
import orgs.cli.files.Links;
import orgs.cli.files.OutputName;
import orgs.cli.files.StandardStream;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.GlobalOptions;
import orgs.config.WorkingDirectory;

/**
 * The files of a command, and standard input. A file that is written must be none of the others, by
 * whatever name: it would replace what is still to be read, or what was written to the other.
 */
public final class CommandFiles {

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int PIPE = 0010000;

  private final Console console;
  private final GlobalOptions globals;

  /** The files of the command that runs the script, if these are of its lines; otherwise null. */
  private final CommandFiles script;

  /** Whether standard input is the script itself. */
  private final boolean isScriptOnStdin;

  private final List<NamedFile> own = new ArrayList<>();
  private String command = "orgs";
  private boolean stdinTaken;

  /** Creates the files of a process's command. */
  CommandFiles(Console console, GlobalOptions globals) {
    this(console, globals, null, false);
  }

  private CommandFiles(
      Console console, GlobalOptions globals, CommandFiles script, boolean isScriptOnStdin) {
    this.console = console;
    this.globals = globals;
    this.script = script;
    this.isScriptOnStdin = isScriptOnStdin;
  }

  /** Creates the files of the lines of a script that this command runs. */
  CommandFiles forScript(Console itsConsole, GlobalOptions itsGlobals, boolean fromStdin) {
    return new CommandFiles(itsConsole, itsGlobals, this, fromStdin);
  }

  /**
   * Begins another command, with the files that its options and parameters name.
   *
   * @throws CliException (USAGE) for a file that it can't have
   */
  public void begin(String itsName, Collection<NamedFile> named) {
    command = itsName;
    own.clear();
    named.forEach(this::use);
  }

  /**
   * Adds a file that the command reads or writes.
   *
   * @throws CliException (USAGE) if it is another of its files, and one of them is written
   */
  public void use(NamedFile file) {
    if (file.written() && !file.stream()) {
      OutputName.check(file.role(), file.path(), globals.format.isGiven());
    }
    requireOpen(file.path());
    around().forEach(other -> requireOther(other, file));
    own.forEach(other -> requireOther(other, file));
    own.add(file);
  }

  /**
   * Returns standard input, for a command that reads all of it. Only one line of a script can.
   *
   * @throws CliException (USAGE) when it is the script, or has been read
   */
  public InputStream takeStdin() {
    if (isScriptOnStdin) {
      throw CliException.usage("standard input is the script", "name a file");
    }
    if (script != null && stdinTaken && !console.inTerminal()) {
      throw CliException.usage("a line before this one has read standard input", "name a file");
    }
    stdinTaken = true;
    return console.in();
  }

  /** The files of the process, and those of the command that runs a script. */
  private List<NamedFile> around() {
    if (script == null) {
      return List.of(
          NamedFile.standard("standard output", StandardStream.OUT),
          NamedFile.standard("standard error", StandardStream.ERR));
    }
    List<NamedFile> all = new ArrayList<>(script.around());
    script.own.forEach(file -> all.add(file.of(script.command)));
    return all;
  }

  /** Refuses the name of a descriptor that was closed when the process began. */
  private void requireOpen(Path file) {
    String open = console.descriptors();
    try {
      String number = open == null ? null : Links.descriptor(file);
      if (number != null && !List.of(open.split(",")).contains(number)) {
        throw CliException.usage(
            file + " is not open", "nothing was done; name a file, or let the shell open it");
      }
    } catch (IOException e) {
      // Opening it will say why it can't be looked at.
      return;
    }
  }

  private static void requireOther(NamedFile one, NamedFile other) {
    boolean clash = (one.written() || other.written()) && !one.role().equals(other.role());
    if (!clash || isNamedSo(one, other) || !areSame(one, other)) {
      return;
    }
    NamedFile named = one.stream() ? other : one;
    NamedFile written = one.written() && !(one.stream() && other.written()) ? one : other;
    NamedFile rest = written == one ? other : one;
    throw CliException.usage(
        rest.written()
            ? "%s and %s name the same file, %s"
                .formatted(rest.role(), written.role(), named.path())
            : "%s would overwrite %s, which is %s"
                .formatted(written.role(), rest.role(), named.path()),
        written.stream()
            ? "redirect it to another file; the > of a shell has emptied this one by now"
            : "nothing was done; name another file for " + written.role());
  }

  /** Whether the other file is a name of this stream, such as /dev/stderr: no clash. */
  private static boolean isNamedSo(NamedFile stream, NamedFile other) {
    return stream.stream()
        && stream.written()
        && other.written()
        && Arrays.stream(StandardStream.values())
            .anyMatch(one -> one.path().equals(stream.path()) && one.isNamed(other.path()));
  }

  private static boolean areSame(NamedFile one, NamedFile other) {
    try {
      Path first = target(one);
      Path second = target(other);
      boolean there = Files.exists(first);
      if (there != Files.exists(second)) {
        return false;
      }
      return there
          ? Files.isSameFile(first, second) && keepsContent(first, one, other)
          : isOneName(first, second);
    } catch (IOException e) {
      // It can't be looked at; the error when it is opened has the reason.
      return false;
    }
  }

  /** Follows the links of a file that is written: it needn't exist yet. */
  private static Path target(NamedFile file) throws IOException {
    return file.written() ? Links.follow(file.path()) : WorkingDirectory.resolve(file.path());
  }

  /** Whether the file can't be two of a command; a terminal can, a pipe only as two streams. */
  private static boolean keepsContent(Path path, NamedFile one, NamedFile other)
      throws IOException {
    int type = (Integer) Files.getAttribute(path, "unix:mode") & TYPE;
    return type == REGULAR || type == PIPE && !one.stream() && !other.stream();
  }

  /**
   * Whether two names will be one file when it is made. Which letters are the same is up to the
   * file system, and can't be asked before.
   */
  private static boolean isOneName(Path first, Path second) throws IOException {
    return first.getFileName().toString().equalsIgnoreCase(second.getFileName().toString())
        && Files.isDirectory(first.getParent())
        && Files.isDirectory(second.getParent())
        && Files.isSameFile(first.getParent(), second.getParent());
  }
}
