package orgs.cli.script;

import java.util.ArrayList;
import java.util.List;
import orgs.cli.syntax.CliException;

/**
 * Splits a command into words as a POSIX shell does, see {@link Quoting}; {@code #} begins a
 * comment at the start of a word.
 *
 * <p>A command ends with its line, unless a quote is open or a backslash is the last character of
 * the line. A semicolon at the end of a word ends it, too. Within a word a semicolon may end a
 * command or belong to a name, and is refused.
 */
public final class ShellWords {

  private static final char NONE = Quoting.NONE;

  /** Characters that end lines elsewhere: two commands may have been meant. */
  private static final String OTHER_LINE_ENDS = "\u000b\u000c\r\u0085\u2028\u2029";

  private final String text;
  private final Quoting quoting;
  private int at;

  /** Whether a semicolon is within a word. */
  private boolean divided;

  /** A character outside of quotes that may end a line, once one has been met. */
  private char otherEnd = NONE;

  private ShellWords(String text) {
    this.text = text;
    this.quoting = new Quoting(text);
  }

  /**
   * The words of one command.
   *
   * @throws CliException when it is cut short, or may be more than one
   */
  public static List<String> split(String command) {
    ShellWords reader = new ShellWords(command);
    List<String> words = reader.command();
    if (reader.divided) {
      throw CliException.usage(
          "a ; stands within a word",
          "a space behind it ends the command there; quotes make it part of the name");
    }
    if (reader.otherEnd != NONE) {
      throw CliException.usage(
          "the line has a character in it that may end a line, \\u%04x"
              .formatted((int) reader.otherEnd),
          "end lines with a line feed, or put that character in quotes");
    }
    if (reader.quoting.open() == NONE) {
      return words;
    }
    throw CliException.usage(
        reader.quoting.open() == '\\'
            ? "the line ends with a backslash"
            : "a quote is never closed",
        null);
  }

  /** Returns the commands of a text, unchanged; a blank line is none. */
  public static List<String> commands(String text) {
    ShellWords reader = new ShellWords(text);
    List<String> commands = new ArrayList<>();
    while (reader.at < text.length()) {
      int start = reader.at;
      reader.command();
      String command = text.substring(start, reader.at).strip();
      if (!command.isEmpty()) {
        commands.add(command);
      }
      reader.at++;
    }
    return commands;
  }

  /**
   * Returns the quote or the backslash because of which the last command of a text goes on in the
   * next line; "" if there is none.
   */
  public static String open(String text) {
    ShellWords reader = new ShellWords(text);
    while (reader.at < text.length()) {
      reader.command();
      reader.at++;
    }
    return reader.quoting.open() == NONE ? "" : String.valueOf(reader.quoting.open());
  }

  /** Returns where the last command of a text begins: at its end, if it isn't typed yet. */
  public static int lastStart(String text) {
    ShellWords reader = new ShellWords(text);
    int start = 0;
    reader.command();
    while (reader.at < text.length()) {
      start = ++reader.at;
      reader.command();
    }
    return start;
  }

  /** Reads up to the line feed or the semicolon that ends the command, or to the end. */
  private List<String> command() {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    while (at < text.length() && !isEnd()) {
      char c = text.charAt(at);
      divided |= c == ';';
      if (c == ' ' || c == '\t') {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
        at++;
      } else if (c == '#' && word == null) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        return words;
      } else {
        word = word == null && !quoting.isFold(at) ? new StringBuilder() : word;
        otherEnd = OTHER_LINE_ENDS.indexOf(c) >= 0 ? c : otherEnd;
        at = quoting.take(at, word);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  /** Whether the command ends here, outside of quotes. */
  private boolean isEnd() {
    int next = at;
    while (next < text.length() && text.charAt(next) == ';') {
      next++;
    }
    boolean semicolon =
        next > at && (next == text.length() || " \t\n".indexOf(text.charAt(next)) >= 0);
    return semicolon || text.charAt(at) == '\n';
  }
}
