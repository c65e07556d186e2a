package orgs.cli.completion;

import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a command line as it is typed into bash, up to the cursor, and how bash wants
 * its last word completed: readline replaces only what follows an open quote or the last of its
 * word breaks, and takes the replacement as it is.
 */
final class BashLine {

  private static final String SPECIAL = " \t\"'\\$`!&;|<>()*?[]{}~#^";
  private static final String SPECIAL_IN_DOUBLE_QUOTES = "\"\\$`";
  private static final char NONE = 0;

  private final String line;
  private final List<String> words = new ArrayList<>();

  private StringBuilder word = new StringBuilder();

  /** Where the last word begins. */
  private int start;

  /** The quote that is open at the end, where it is, and the word before it. */
  private char quote = NONE;

  private int quoteAt;
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
    for (int i = 0; i < line.length(); i++) {
      i = take(i, breaks);
    }
    if (quote != NONE) {
      replacedFrom = quoteAt + 1;
    }
  }

  private int take(int i, String breaks) {
    char c = line.charAt(i);
    if (quote != NONE) {
      if (c == quote) {
        quote = NONE;
      } else if (quote == '"' && c == '\\' && isNext(i, SPECIAL_IN_DOUBLE_QUOTES)) {
        word.append(line.charAt(++i));
      } else {
        word.append(c);
      }
    } else if (c == ' ' || c == '\t') {
      if (i > start) {
        words.add(word.toString());
      }
      word = new StringBuilder();
      start = i + 1;
      replacedFrom = start;
    } else if (c == '\'' || c == '"') {
      quote = c;
      quoteAt = i;
      beforeQuote = word.toString();
    } else if (c == '\\' && i + 1 < line.length()) {
      word.append(line.charAt(++i));
    } else {
      word.append(c);
      if (breaks.indexOf(c) >= 0) {
        replacedFrom = i + 1;
      }
    }
    return i;
  }

  private boolean isNext(int i, String characters) {
    return i + 1 < line.length() && characters.indexOf(line.charAt(i + 1)) >= 0;
  }

  /** The words before the last one, without their quotes. */
  List<String> before() {
    return words;
  }

  /** The last word as far as it is typed, without its quotes. */
  String current() {
    return word.toString();
  }

  /** What has to stand in place of readline's part of the last word, or null when nothing can. */
  String replacement(String completed) {
    if (quote != NONE) {
      return completed.startsWith(beforeQuote)
          ? quoted(completed.substring(beforeQuote.length()))
          : null;
    }
    String escaped = escape(completed, SPECIAL);
    String kept = line.substring(start, replacedFrom);
    return escaped.startsWith(kept) ? escaped.substring(kept.length()) : null;
  }

  /** How much of the line the last word takes as it is typed, quotes included. */
  int currentLength() {
    return line.length() - start;
  }

  /**
   * What has to stand in place of the whole last word, with the quotes that it has.
   *
   * @param closed whether an open quote is closed
   */
  String whole(String completed, boolean closed) {
    String replacement = replacement(completed);
    if (replacement == null) {
      return escape(completed, SPECIAL);
    }
    String end = quote != NONE && closed ? String.valueOf(quote) : "";
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
