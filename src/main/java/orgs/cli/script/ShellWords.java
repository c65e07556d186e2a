package orgs.cli.script;

import java.util.ArrayList;
import java.util.List;
import orgs.cli.syntax.CliException;

/**
 * Splits a line into words as a POSIX shell does: single quotes take all as it is, double quotes
 * know {@code \"} and {@code \\}, a backslash takes the next character, {@code #} begins a comment
 * at the start of a word. Nothing is expanded.
 */
public final class ShellWords {

  private ShellWords() {}

  public static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ' ' || c == '\t') {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
        continue;
      }
      if (c == '#' && word == null) {
        return words;
      }
      word = word == null ? new StringBuilder() : word;
      if (c == '\'' || c == '"') {
        i = quoted(line, i, word);
      } else if (c == '\\') {
        if (++i == line.length()) {
          throw CliException.usage("the line ends with a backslash", null);
        }
        word.append(line.charAt(i));
      } else {
        word.append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  /** Appends what stands in quotes and returns where they end. */
  private static int quoted(String line, int start, StringBuilder word) {
    char quote = line.charAt(start);
    for (int i = start + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == quote) {
        return i;
      }
      boolean escape =
          quote == '"'
              && c == '\\'
              && i + 1 < line.length()
              && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0;
      word.append(escape ? line.charAt(++i) : c);
    }
    throw CliException.usage("a quote is never closed", null);
  }
}
