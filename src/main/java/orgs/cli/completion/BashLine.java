package orgs.cli.completion;

import java.util.ArrayList;
import java.util.List;
import orgs.cli.script.Quoting;

/**
 * The beginning of a command line as it is typed into bash, up to the cursor, and how bash wants
 * its last word completed: readline replaces only what follows an open quote or the last of its
 * word breaks, and takes the replacement as it is.
 */
final class BashLine {

  private static final String SPECIAL = " \t\"'\\$`!&;|<>()*?[]{}~#^";
  private static final String SPECIAL_IN_DOUBLE_QUOTES = "\"\\$`";

  private final String line;
  private final List<String> words = new ArrayList<>();

  private StringBuilder word = new StringBuilder();

  /** Where the last word begins. */
  private int start;

  /** The quote that is open at the end, and the part of the word before it. */
  private final char quote;

  private String beforeQuote = "";

  /** Where readline's part of the last word begins. */
  private int replacedFrom;

  /**
   * Reads a line.
   *
   * @param breaks bash's COMP_WORDBREAKS
   */
  BashLine(String line, String breaks) {
    this.line = line;
    Quoting quoting = new Quoting(line);
    for (int at = 0; at < line.length(); ) {
      char c = line.charAt(at);
      if (c == ' ' || c == '\t') {
        if (at > start) {
          words.add(word.toString());
        }
        word = new StringBuilder();
        begin(++at);
      } else if (at == start && quoting.isFold(at)) {
        at += 2;
        begin(at);
      } else {
        int taken = at;
        beforeQuote = word.toString();
        at = quoting.take(taken, word);
        boolean isBreak = at == taken + 1 && breaks.indexOf(c) >= 0;
        replacedFrom = isBreak || quoting.isQuoteOpen() ? taken + 1 : replacedFrom;
      }
    }
    quote = quoting.isQuoteOpen() ? quoting.open() : Quoting.NONE;
    if (quoting.open() == '\\') {
      // The character after it isn't typed yet.
      word.append('\\');
    }
  }

  private void begin(int at) {
    start = at;
    replacedFrom = at;
  }

  /** The words before the last one, without their quotes. */
  List<String> before() {
    return words;
  }

  /** The last word as far as it is typed, without its quotes. */
  String current() {
    return word.toString();
  }

  /** Returns the replacement of readline's part of the last word, or null if there can be none. */
  String replacement(String completed) {
    if (quote != Quoting.NONE) {
      return completed.startsWith(beforeQuote)
          ? quoted(completed.substring(beforeQuote.length()))
          : null;
    }
    String escaped = escape(completed, SPECIAL);
    String kept = line.substring(start, replacedFrom);
    return escaped.startsWith(kept) ? escaped.substring(kept.length()) : null;
  }

  /** Returns the length of the last word as it is typed, quotes included. */
  int currentLength() {
    return line.length() - start;
  }

  /**
   * Returns the replacement of the whole last word, with the quotes that it has.
   *
   * @param closed whether an open quote is closed
   */
  String whole(String completed, boolean closed) {
    String replacement = replacement(completed);
    if (replacement == null) {
      return escape(completed, SPECIAL);
    }
    String end = quote != Quoting.NONE && closed ? String.valueOf(quote) : "";
    return line.substring(start, replacedFrom) + replacement + end;
  }

  private String quoted(String text) {
    return quote == '"' ? escape(text, SPECIAL_IN_DOUBLE_QUOTES) : text.replace("'", "'\\''");
  }

  private static String escape(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (special.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
