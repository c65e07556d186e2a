package orgs.cli.completion;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import orgs.output.SafeText;
import orgs.store.Store;
import picocli.CommandLine;

/** Completes commands in a line editor of this process, which has its connection already. */
public final class EditorCompletion implements Completer {

  private final CommandLine commands;
  private final Supplier<Store> store;

  /**
   * Completes these commands.
   *
   * @param store returns the store with the organizations; there are no names if it returns null or
   *     throws
   */
  public EditorCompletion(CommandLine commands, Supplier<Store> store) {
    this.commands = commands;
    this.store = store;
  }

  @Override
  public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
    EditedLine line = (EditedLine) parsed;
    Completion.Candidates found =
        new Completion(commands, this::names).complete(line.before(), line.word());
    found.words().forEach(word -> candidates.add(candidate(word.value(), word.description())));
    if (found.files()) {
      files(line.word(), candidates);
    }
  }

  private static Candidate candidate(String value, String description) {
    String shown = description.isEmpty() ? null : description;
    return new Candidate(value, value, null, shown, null, null, true);
  }

  private Stream<String> names(String prefix) {
    try {
      Store open = store.get();
      return open == null ? Stream.of() : OrganizationNames.beginningWith(prefix, open).stream();
    } catch (RuntimeException e) {
      // An error would be in the way while a person types.
      return Stream.of();
    }
  }

  private static void files(String word, List<Candidate> candidates) {
    int end = word.lastIndexOf('/') + 1;
    String folder = word.substring(0, end);
    String begun = word.substring(end);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            Path.of(folder.isEmpty() ? "." : folder),
            path -> isMeant(path.getFileName().toString(), begun))) {
      for (Path file : files) {
        boolean isFolder = Files.isDirectory(file);
        String name = folder + file.getFileName() + (isFolder ? "/" : "");
        candidates.add(new Candidate(name, name, null, null, null, null, !isFolder));
      }
    } catch (IOException | InvalidPathException e) {
      // There is nothing to be named.
    }
  }

  private static boolean isMeant(String name, String begun) {
    return name.startsWith(begun)
        && (!name.startsWith(".") || begun.startsWith("."))
        && SafeText.of(name).equals(name);
  }
}
