package orgs.cli.script;

/**
 * Takes the quotes and backslashes off a text as a POSIX shell does: single quotes take all as it
 * is, double quotes know {@code \"} and {@code \\}, a backslash takes the next character, and one
 * before a line feed vanishes with it. Nothing is expanded.
 */
public final class Quoting {

  public static final char NONE = 0;

  private final String text;

  /** See {@link #open}. */
  private char open = NONE;

  public Quoting(String text) {
    this.text = text;
  }

  /** The quote that is never closed, or the backslash at the end, once it has been met. */
  public char open() {
    return open;
  }

  /** Whether a quote is never closed. */
  public boolean isQuoteOpen() {
    return open == '\'' || open == '"';
  }

  /** Whether a backslash and a line feed are here, which are no part of a word. */
  public boolean isFold(int at) {
    return text.startsWith("\\\n", at);
  }

  /**
   * Adds a character of a word, or everything between two quotes.
   *
   * @return where the text continues
   */
  public int take(int at, StringBuilder word) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return takeQuoted(at + 1, c, word);
    }
    if (isFold(at)) {
      return at + 2;
    }
    if (c != '\\') {
      word.append(c);
      return at + 1;
    }
    if (at + 1 == text.length()) {
      open = c;
      return at + 1;
    }
    word.append(text.charAt(at + 1));
    return at + 2;
  }

  private int takeQuoted(int from, char quote, StringBuilder word) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        return at + 1;
      }
      if (quote == '"' && isFold(at)) {
        at += 2;
      } else if (quote == '"' && c == '\\' && isEscape(at)) {
        word.append(text.charAt(at + 1));
        at += 2;
      } else {
        word.append(c);
        at++;
      }
    }
    open = quote;
    return at;
  }

  private boolean isEscape(int at) {
    return at + 1 < text.length() && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0;
  }
}
