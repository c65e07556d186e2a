package orgs.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A Markdown file with console blocks: commands after {@code $ }, each before what it shows. */
final class Document {

  private static final String FENCE = "```";

  /** Blocks that are run; {@code console no-run} is the mark of those that are not. */
  private static final String CONSOLE = "console";

  private static final String PROMPT = "$ ";

  /** Further lines of a command. */
  private static final String CONTINUATION = "> ";

  private final Path file;
  private final List<String> lines;

  private Document(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  static Document read(Path file) {
    return new Document(file, text(file).lines().toList());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages at the top and those of docs/. */
  static List<Path> all() {
    try (Stream<Path> pages = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(Path::of),
              pages.filter(page -> page.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands after the opening fences. */
  List<String> blockKinds() {
    List<String> kinds = new ArrayList<>();
    boolean open = false;
    for (String line : lines) {
      if (line.startsWith(FENCE)) {
        open = !open;
        if (open) {
          kinds.add(line.substring(FENCE.length()).strip());
        }
      }
    }
    return kinds;
  }

  /** The text outside of blocks. */
  List<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean open = false;
    for (String line : lines) {
      open ^= line.startsWith(FENCE);
      if (!open && !line.startsWith(FENCE)) {
        prose.add(line);
      }
    }
    return prose;
  }

  /**
   * The text with what the commands of the console blocks show now. Only where a command no longer
   * shows what follows it here do the lines differ.
   *
   * @param show runs a command and returns the lines it shows
   */
  List<String> replayed(Function<String, List<String>> show) {
    List<String> replayed = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i++);
      replayed.add(line);
      if (line.startsWith(FENCE)) {
        int end = i + lines.subList(i, lines.size()).indexOf(FENCE);
        List<String> block = lines.subList(i, end);
        replayed.addAll(line.equals(FENCE + CONSOLE) ? replayedBlock(block, show) : block);
        replayed.add(lines.get(end));
        i = end + 1;
      }
    }
    return replayed;
  }

  private List<String> replayedBlock(List<String> block, Function<String, List<String>> show) {
    List<String> replayed = new ArrayList<>();
    int i = 0;
    while (i < block.size()) {
      if (!block.get(i).startsWith(PROMPT)) {
        throw new AssertionError(file + ": no command begins with " + block.get(i));
      }
      StringBuilder command = new StringBuilder(block.get(i).substring(PROMPT.length()));
      replayed.add(block.get(i++));
      while (i < block.size() && block.get(i).startsWith(CONTINUATION)) {
        command.append('\n').append(block.get(i).substring(CONTINUATION.length()));
        replayed.add(block.get(i++));
      }
      List<String> shown = show.apply(command.toString());
      replayed.addAll(shown);
      // The next command: what commands show may begin with the prompt, too.
      while (i < block.size()
          && !(block.get(i).startsWith(PROMPT) && !shown.contains(block.get(i)))) {
        i++;
      }
    }
    return replayed;
  }

  List<String> lines() {
    return lines;
  }

  void write(List<String> newLines) throws IOException {
    Files.writeString(file, String.join("\n", newLines) + "\n");
  }
}
