package orgs.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orgs.cli.syntax.CliException;
import orgs.config.WorkingDirectory;

/**
 * The files of a command. One that is written must be none of the others, by whatever name: it
 * would take the place of what is still to be read, or of what was written to the other.
 */
final class CommandFiles {

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int PIPE = 0010000;

  /** Those of the process, and of the command that runs a script. */
  private final List<NamedFile> around;

  private final List<NamedFile> own = new ArrayList<>();
  private String command = "orgs";

  private CommandFiles(List<NamedFile> around) {
    this.around = around;
  }

  /** For a process's only command. */
  static CommandFiles ofProcess() {
    return new CommandFiles(
        List.of(
            NamedFile.standard("standard output", StandardStream.OUT),
            NamedFile.standard("standard error", StandardStream.ERR)));
  }

  /** For the lines of a script that this command runs. */
  CommandFiles forScript() {
    List<NamedFile> all = new ArrayList<>(around);
    own.forEach(file -> all.add(file.of(command)));
    return new CommandFiles(all);
  }

  /** Another command begins. */
  void begin(String itsName) {
    command = itsName;
    own.clear();
  }

  /**
   * The command reads or writes this file.
   *
   * @throws CliException (USAGE) when it is another of its files, and one of them is written
   */
  void add(NamedFile file) {
    around.forEach(other -> requireOther(other, file));
    own.forEach(other -> requireOther(other, file));
    own.add(file);
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

  /** Whoever writes to /dev/stderr means what stderr is. */
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
      // It can't be looked at: opening it will tell why.
      return false;
    }
  }

  /** Only what is written may be at the end of links that lead to nothing yet. */
  private static Path target(NamedFile file) throws IOException {
    return file.written() ? Links.follow(file.path()) : WorkingDirectory.resolve(file.path());
  }

  /** A terminal or /dev/null may be several files of a command, a pipe only as several streams. */
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
